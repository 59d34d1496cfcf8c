"""The live table: what a person sees at a terminal instead of JSON lines."""

from __future__ import annotations

import math
import sys
from typing import Any

RED, YELLOW, BOLD, PLAIN = "\x1b[1;31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"
HOME, CLEAR_LINE, CLEAR_BELOW = "\x1b[H", "\x1b[K", "\x1b[J"
ENTER, LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"  # a screen of its own, without a cursor
PERIOD = 0.2  # between two pictures [s]
_COLOURS = {
    "action commanded": RED,
    "flight ended": RED,
    "warning": YELLOW,
    "limit passed, not yet long enough": YELLOW,
}


def picture(start: dict[str, Any], record: dict[str, Any], width: int = 100, height: int = 40) -> str:
    """The lines of one picture of a cycle (or of waiting), with colours; what is stale is said in words as well."""
    lines = [f"{BOLD}luncur watch  {_shown(start['mission'])}  {_shown(start['telemetry'])}{PLAIN}"]
    lines += ["NEVER TO BE CONNECTED TO A TERMINATION SYSTEM; for design, replay, display and test only"]
    if start["advisory"]:
        lines.append("ADVISORY: nothing proves who made these measurements")
    lines += [f"HYPOTHETICAL: {_shown(sentence)}" for sentence in start["hypothetical"]]
    lines.append("")
    if record["stale"]:
        lines.append(f"{RED}STALE: {_staleness(record)}{PLAIN}")
    if record["record"] == "waiting":
        lines += [_shown(record["reason"]), *_counts(record)]
    else:
        lines += [*_decision(record), "", *_sources(record), "", *_margins(record), "", *_counts(record)]
    return "\n".join(_cut(line, width) for line in lines[:height])


def _staleness(record: dict[str, Any]) -> str:
    ages = [source["age_s"] for source in record.get("sources", ()) if source["age_s"] is not None]
    return f"the newest data are {min(ages):.1f} s old" if ages else "no data have come"


def _decision(record: dict[str, Any]) -> list[str]:
    colour = _COLOURS.get(record["decision"], "")
    end = PLAIN if colour else ""
    action = f"  [{record['action']}]" if record["action"] else ""
    state, impact = record["state"], record["impact"]
    where = "position      unknown"
    if state:
        where = (
            f"position      {state['latitude_deg']:9.4f} deg {state['longitude_deg']:10.4f} deg "
            f"{state['altitude_m'] / 1000:9.2f} km  {state['speed_m_s']:8.1f} m/s"
        )
    lands = f"impact point  none: {record['impact_reason']}"
    if impact:
        lands = f"impact point  {impact['latitude_deg']:9.4f} deg {impact['longitude_deg']:10.4f} deg"
    return [
        f"T{record['time_s']:+.1f} s", f"{colour}{_shown(record['reason'])}{action}{end}", where, lands,
    ]  # fmt: skip


def _sources(record: dict[str, Any]) -> list[str]:
    rows = [f"sources: {record['agreed']} agree"]
    for source in record["sources"]:
        age = "      -" if source["age_s"] is None else f"{source['age_s']:7.2f}"
        rows.append(f"  {_shown(source['source']):<24.24} {age} s  {source['standing']}")
    return rows


def _margins(record: dict[str, Any]) -> list[str]:
    rows = ["rules: left until the limit"]
    for margin in record["margins"]:
        value = margin["margin"]
        if value is None:
            rows.append(f"  {_shown(margin['rule']):<24.24}  {margin['why']}")
            continue
        colour, end = (RED, PLAIN) if value < 0 else ("", "")
        rows.append(f"  {_shown(margin['rule']):<24.24}  {colour}{_figure(value):>12} {margin['unit']}{end}")
    return rows


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _counts(record: dict[str, Any]) -> list[str]:
    return ["packets: " + ", ".join(f"{count:,} {word}" for word, count in record["counts"].items())]


def _shown(text: str) -> str:
    """Text of a file without what a terminal would take for a command."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _cut(line: str, width: int) -> str:
    """A line of at most so many characters that are seen; colours take no room."""
    out, seen, i = [], 0, 0
    while i < len(line):
        if line[i] == "\x1b":
            end = line.index("m", i) + 1
            out.append(line[i:end])
            i = end
            continue
        if seen < width:
            out.append(line[i])
            seen += 1
        i += 1
    return "".join(out)


class Screen:
    """Draws pictures over one another, at most five in a second of the given clock."""

    def __init__(self, start: dict[str, Any]) -> None:
        self._start = start
        self._next = -math.inf

    def __enter__(self) -> Screen:
        sys.stdout.write(ENTER)
        return self

    def __exit__(self, *_: object) -> None:
        sys.stdout.write(LEAVE)
        sys.stdout.flush()

    def show(self, record: dict[str, Any], now: float) -> None:
        """now [s]: of the clock by which pictures follow one another."""
        if now < self._next:
            return
        import shutil

        self._next = now + PERIOD
        size = shutil.get_terminal_size((100, 40))
        text = picture(self._start, record, size.columns, size.lines - 1)
        sys.stdout.write(HOME + "".join(f"{line}{CLEAR_LINE}\n" for line in text.split("\n")) + CLEAR_BELOW)
        sys.stdout.flush()
