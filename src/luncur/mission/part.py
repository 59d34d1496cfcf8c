"""What all tables of a mission file are made of: names, counts, times, and the base of every table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

A_TIME = "a date and time with its zone, such as 2023-11-15T02:00:00Z"


def _timestamp(value: Any) -> Any:
    """Refuses numbers, which would be taken as seconds since 1970, and dates without a time."""
    if isinstance(value, str) or type(value) is datetime:
        return value
    raise ValueError(f"expected {A_TIME}")


def _to_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"expected {A_TIME}")
    if not 1957 <= value.year <= 2100:
        raise ValueError("expected a year from 1957 to 2100")
    return value.astimezone(UTC)


Name = Annotated[str, Field(min_length=1, max_length=80)]
Text = Annotated[str, Field(max_length=4000)]
FileName = Annotated[str, Field(min_length=1, max_length=1000)]
Count = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Number = Annotated[float, Field(strict=True)]
Timestamp = Annotated[datetime, BeforeValidator(_timestamp), AfterValidator(_to_utc)]
Confidence = Literal["H", "M", "L", "U"]


def _zone(value: str) -> str:
    """Refuses what the time-zone database does not know."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("expected a zone of the IANA time-zone database, such as Asia/Tokyo") from None
    return value


TimeZone = Annotated[str, AfterValidator(_zone)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)
