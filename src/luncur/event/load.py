"""From an event file, or the name of a built-in, to a checked Event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from luncur.errors import InputError
from luncur.event.model import Event
from luncur.event.places import Origin, find_origin, parse_relative
from luncur.mission.load import builtin_names, builtin_text, is_built_in
from luncur.mission.messages import input_error, nearest, one_sentence
from luncur.mission.reading import parse_toml, read_toml

# Tables of the file and the fields of the model that hold them.
LISTS = {"time": "times", "report": "reports", "area": "areas", "outcome": "outcomes"}
MOST = 500  # facts of one table


def load_event(path: str | Path) -> Event:
    """An event from a file or by the name of a built-in; InputError with one sentence when it is not one."""
    text = str(path)
    with one_sentence():
        if is_built_in("events", text):
            data = builtin_text("events", text, "EVENT").encode()
            return event_from_tree(parse_toml(data, f"{text}.toml"), f"{text}.toml")
        return event_from_tree(read_toml(Path(text), "an event file"), text)


def events() -> list[tuple[str, str]]:
    """Name and title of every built-in event."""
    return [(name, load_event(name).title.en) for name in builtin_names("events")]


def event_from_tree(tree: dict[str, Any], file: str) -> Event:
    """An event from the raw tables of its file."""
    with one_sentence():
        flat = _flat(tree, file)
        try:
            event = Event.model_validate(flat)
        except ValidationError as error:
            raise _as_written(input_error(error, flat, file, Event)) from None
        _check(event, file)
        return event


def _flat(tree: dict[str, Any], file: str) -> dict[str, Any]:
    """The model's shape: what [event] says at the top, lists under their plural, sources by key filled in."""
    known = ("event", "site", "breakup", "sources", *LISTS)
    for key in tree:
        if key not in known:
            raise InputError(file, key, None, f"a known table ({', '.join(known)}){nearest(key, known)}")
    head = tree.get("event")
    if not isinstance(head, dict):
        raise InputError(file, "event", None, "a table [event]")
    allowed = ("name", "title", "kind", "zone", "about")
    for key in head:
        if key not in allowed:
            raise InputError(file, f"event.{key}", None, f"a known field ({', '.join(allowed)}){nearest(key, allowed)}")
    sources = tree.get("sources", {})
    if not isinstance(sources, dict) or not all(isinstance(v, str) for v in sources.values()):
        raise InputError(file, "sources", None, "a table of texts, a citation for each key")
    out: dict[str, Any] = dict(head)
    for table in ("site", "breakup"):
        if table in tree:
            out[table] = _cited(tree[table], sources)
    for table, field in LISTS.items():
        rows = tree.get(table, [])
        if not isinstance(rows, list) or len(rows) > MOST:
            raise InputError(file, table, None, f"tables [[{table}]], {MOST} at most")
        out[field] = [_cited(row, sources) for row in rows]
    return out


def _cited(row: Any, sources: dict[str, str]) -> Any:
    if isinstance(row, dict) and isinstance(row.get("source"), str):
        return {**row, "source": sources.get(row["source"], row["source"])}
    return row


def _as_written(error: InputError) -> InputError:
    """The same complaint with the tables' own names."""
    first, dot, rest = error.field.partition(".")
    back = {field: table for table, field in LISTS.items()}
    where = back.get(first, first if first in ("site", "breakup") else f"event.{first}" if first else "")
    return InputError(error.source, where + dot + rest, error.value, error.expected)


def _check(event: Event, file: str) -> None:
    """What single fields cannot tell: identities, references, words about places, scope."""
    seen: set[str] = set()
    for fact in event.facts:
        if fact.id in seen:
            raise InputError(file, "id", fact.id, "each id once")
        seen.add(fact.id)
    if event.breakup is not None and event.kind != "re-entry":
        raise InputError(file, "breakup", None, "no breakup to fall from, unless the event is a re-entry")
    reports, areas = {r.id for r in event.reports}, {a.id for a in event.areas}
    for outcome in event.outcomes:
        for field, known in (("report", reports), ("area", areas)):
            name = getattr(outcome, field)
            if name is not None and name not in known:
                raise InputError(file, f"outcome.{outcome.id}.{field}", name, f"the id of a {field} of this file")
    for report in event.reports:
        _check_report(event, report, file)
    for area in event.areas:
        for text in area.relative:
            parse_relative(text, file, f"area.{area.id}.relative")


def _check_report(event: Event, report: Any, file: str) -> None:
    where = f"report.{report.id}"
    if report.relative is not None:
        parse_relative(report.relative, file, f"{where}.relative")
    if report.range is not None and report.range_from is None and event.site is None:
        raise InputError(
            file, f"{where}.range_from", None, "a place that the range is measured from, as there is no [site]"
        )
    if report.range_from is not None:
        find_origin(report.range_from, file, f"{where}.range_from")
    if report.ballistic_coefficient is not None and event.kind != "re-entry":
        raise InputError(
            file, f"{where}.ballistic_coefficient", None, "no ballistic coefficient, unless the event is a re-entry"
        )


def origin_of(event: Event, report: Any) -> Origin:
    """What a report's range and bearing are measured from."""
    if report.range_from is not None:
        return find_origin(report.range_from, "", "")
    assert event.site is not None  # checked when the file was read
    site = event.site
    point = (site.at.latitude, site.at.longitude)
    return Origin(site.name.en, site.name.id, (point,), site.uncertainty, dict.fromkeys(("en", "id"), site.source))
