"""Clock times of a launch: in UTC, and by the clocks at the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from luncur.export.texts import texts
from luncur.sentences import day_in_words


@dataclass(frozen=True)
class Clock:
    """lift_off: UTC; offset: what the site's clocks are ahead; zone: its IANA name, empty for mean solar time."""

    lift_off: datetime
    offset: timedelta
    zone: str

    def utc(self, seconds: float | None) -> str:
        """The time of day [UTC], a number of seconds after lift-off; with the days that have passed since."""
        return self._at(seconds, timedelta(0))

    def local(self, seconds: float | None) -> str:
        """The same by the clocks at the site."""
        return self._at(seconds, self.offset)

    def _at(self, seconds: float | None, offset: timedelta) -> str:
        if seconds is None:
            return "–"
        start = self.lift_off + offset
        when = start + timedelta(seconds=round(seconds))
        days = (when.date() - start.date()).days
        return f"{when:%H:%M:%S}" + (f" (+{days})" if days else "")

    def ahead(self) -> str:
        """The offset as people write it: UTC+9, UTC+8:44."""
        minutes = round(self.offset.total_seconds() / 60)
        hours, rest = divmod(abs(minutes), 60)
        return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")

    def named(self, lang: str) -> str:
        """Which time the local one is, with its offset."""
        key = "clock_zone" if self.zone else "clock_solar"
        return texts(lang)[key].format(zone=self.zone, offset=self.ahead())

    def basis(self, lang: str) -> str:
        """What the local time goes by, short."""
        return f"{self.zone}, {self.ahead()}" if self.zone else self.named(lang)

    def moment(self, lang: str) -> str:
        """The lift-off to the minute, in UTC and by the clocks at the site."""
        local = self.lift_off + self.offset
        day = f"{day_in_words(local, lang)}, " if local.date() != self.lift_off.date() else ""
        utc, here = (f"{at:%H:%M}".replace(":", "." if lang == "id" else ":") for at in (self.lift_off, local))
        return f"{day_in_words(self.lift_off, lang)}, {utc} UTC · {day}{here} {self.named(lang)}"


def clock_of(summary: dict[str, Any]) -> Clock | None:
    """The clock of a study; None when its lift-off is no time.

    Folders of older versions do not tell the offset: then it is that of mean solar time at the pad.
    """
    try:
        at = datetime.fromisoformat(summary["launch_time"])
        lift_off = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        told = summary.get("local_time")
        if told is not None:
            return Clock(lift_off, timedelta(seconds=float(told["utc_offset_s"])), str(told["zone"] or ""))
        return Clock(lift_off, timedelta(seconds=240.0 * float(summary["events"][0]["longitude_deg"])), "")
    except (ValueError, LookupError, TypeError, OverflowError):
        return None
