"""What an event file can say: published facts, each with who says it, its source and how sure it is.  Nothing here computes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from luncur.event.positions import At
from luncur.event.stated import Bearing, FlightTime, Height, Range
from luncur.mission.units import Angle, BallisticCoefficient, Length, Speed, Time

KINDS = ("civil launch", "re-entry", "weapon test", "disputed")
WHATS = (
    "lift-off", "separation", "splashdown", "impact", "last contact", "passage", "re-entry", "recovered piece",
    "debris found", "in orbit", "breakup",
)  # fmt: skip

Identity = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Line = Annotated[str, Field(min_length=1, max_length=600)]


def _zoned(value: Any) -> Any:
    if type(value) is not datetime or value.tzinfo is None:
        raise ValueError(
            "expected a date and time with its UTC offset, such as 2023-11-21T22:43:00+09:00, without quotes"
        )
    return value


def _in_years(value: datetime) -> datetime:
    if not 1957 <= value.year <= 2100:
        raise ValueError("expected a year from 1957 to 2100")
    return value


def _offset(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[+-](0\d|1[0-4]):[0-5]\d", value):
        raise ValueError("expected a UTC offset such as '+09:00'")
    return value


def _day(value: Any) -> Any:
    if type(value) is not date:
        raise ValueError("expected a date such as 2023-11-21, without quotes")
    return value


Moment = Annotated[datetime, BeforeValidator(_zoned), AfterValidator(_in_years)]
Offset = Annotated[str, BeforeValidator(_offset)]
Day = Annotated[date, BeforeValidator(_day)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Words(Part):
    """A text in both languages."""

    en: Line
    id: Line

    def say(self, lang: str) -> str:
        return self.id if lang == "id" else self.en


def _both(value: Any) -> Any:
    return {"en": value, "id": value} if isinstance(value, str) else value


Said = Annotated[Words, BeforeValidator(_both)]


class Fact(Part):
    """What every fact carries.  by: who states it; date: when it was published."""

    id: Identity
    by: Said
    source: Line
    date: Day | None = None
    confidence: Literal["H", "M", "L", "confirmed", "unconfirmed", "reported"]
    note: Said | None = None


def _pair(value: Any) -> Any:
    return (value, value) if isinstance(value, str) else value


def _rising(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError("expected the smaller ballistic coefficient first")
    return value


# One figure, or the least and the greatest that what was published allows.
Betas = Annotated[tuple[BallisticCoefficient, BallisticCoefficient], BeforeValidator(_pair), AfterValidator(_rising)]


class Site(Fact):
    name: Said
    at: At
    uncertainty: Length


class When(Fact):
    """A time.  uncertainty [s]: without it, the last written unit (a minute when the seconds are 0)."""

    what: Literal[WHATS]  # type: ignore[valid-type]
    body: Said | None = None
    at: Moment
    uncertainty: Time | None = None

    @property
    def spread(self) -> float:
        """How far the moment may be off [s]."""
        if self.uncertainty is not None:
            return self.uncertainty
        return 60.0 if self.at.second == 0 and self.at.microsecond == 0 else 1.0


class Report(Fact):
    """Where or how far something was said to be.

    at: coordinates; relative: "250 km north-west of Hegura"; range and bearing: from the site, or from a place of the
    gazetteer.  uncertainty: of the position [m], else of the figures as they are written.
    """

    what: Literal[WHATS]  # type: ignore[valid-type]
    body: Said | None = None
    at: At | None = None
    relative: Line | None = None
    uncertainty: Length | None = None
    range: Range | None = None
    range_uncertainty: Length | None = None
    range_from: Line | None = None
    bearing: Bearing | None = None
    bearing_uncertainty: Angle | None = None
    height: Height | None = None
    flight_time: FlightTime | None = None
    time: Moment | None = None
    time_uncertainty: Time | None = None
    ballistic_coefficient: Betas | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Report:
        if all(v is None for v in (self.at, self.relative, self.range, self.height, self.flight_time, self.time)):
            raise ValueError("expected a position, range, height, flight time or time")
        if self.at is not None and self.relative is not None:
            raise ValueError(
                "expected coordinates or a relative position, not both: two reports may stand beside each other"
            )
        if self.bearing is not None and self.range is None:
            raise ValueError("expected a range beside the bearing")
        return self


class Window(Part):
    """When an area is closed; daily_until: the last day on which the same hours count again, by the clock of the start."""

    start: Moment
    end: Moment
    daily_until: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.end <= self.start:
            raise ValueError("expected an end after the start")
        if self.daily_until is not None:
            if not self.start.date() <= self.daily_until <= self.start.date() + timedelta(days=400):
                raise ValueError("expected a last day from that of the start to 400 days later")
            if self.end - self.start > timedelta(days=1):
                raise ValueError("expected hours of one day in a window that comes daily")
        return self

    def spans(self) -> list[tuple[datetime, datetime]]:
        """Every span of time in which the area is closed."""
        days = (self.daily_until - self.start.date()).days if self.daily_until is not None else 0
        return [(self.start + timedelta(days=i), self.end + timedelta(days=i)) for i in range(days + 1)]


class Area(Fact):
    """An announced area.  Without vertices only what was said of its place is compared."""

    name: Said
    vertices: tuple[At, ...] = ()
    relative: tuple[Line, ...] = ()
    windows: tuple[Window, ...] = ()

    @property
    def spans(self) -> list[tuple[datetime, datetime]]:
        """Every span of time in which the area is closed, in order."""
        return sorted(span for window in self.windows for span in window.spans())

    @model_validator(mode="after")
    def _has_edge(self) -> Area:
        if 0 < len(self.vertices) < 3:
            raise ValueError("expected at least 3 vertices, or none when they are not public")
        if len(self.vertices) > 200:
            raise ValueError("expected at most 200 vertices")
        return self


class Outcome(Fact):
    """What came of it, in words; or a verdict on a report: inside or outside an area, or a state's economic zone."""

    what: Said | None = None
    report: Identity | None = None
    area: Identity | None = None
    zone_of: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    inside: Annotated[bool, Field(strict=True)] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Outcome:
        verdict = self.report is not None
        if verdict != (self.inside is not None) or verdict != (self.area is not None or self.zone_of is not None):
            raise ValueError("expected report and inside together, with an area or zone_of")
        if not verdict and self.what is None:
            raise ValueError("expected what happened, or a verdict on a report")
        return self


class Breakup(Fact):
    """Where a re-entering body broke up and how it moved over the turning Earth; assumed figures are said in the note."""

    at: At
    height: Height
    speed: tuple[Speed, Speed]
    path_angle: tuple[Angle, Angle]
    azimuth: Angle


class Event(Part):
    """A reported launch or re-entry."""

    name: Identity
    title: Said
    kind: Literal[KINDS]  # type: ignore[valid-type]
    zone: Offset = "+00:00"
    about: Said | None = None
    site: Site | None = None
    breakup: Breakup | None = None
    times: tuple[When, ...] = ()
    reports: tuple[Report, ...] = ()
    areas: tuple[Area, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def clock(self) -> timezone:
        """The clock in which times are shown beside UTC."""
        sign, hours, minutes = self.zone[0], int(self.zone[1:3]), int(self.zone[4:])
        shift = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
        return timezone(shift) if shift else UTC

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in the order of the file's tables."""
        head = tuple(f for f in (self.site, self.breakup) if f is not None)
        return (*head, *self.times, *self.reports, *self.areas, *self.outcomes)

    @property
    def unpowered(self) -> bool:
        """Whether arcs may be looked at: of civil launches and re-entries only."""
        return self.kind in ("civil launch", "re-entry")
