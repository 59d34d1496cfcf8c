"""Drafts of event files for ``luncur event``, one for each event that texts tell of; a person has to read them over."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from luncur.claims.checks.facts import clean, rows_of
from luncur.claims.checks.pads import built_in_event, cited, site_of
from luncur.claims.checks.told import Told
from luncur.claims.words.lexicon import day_in_words, listed, wording

Row = dict[str, Any]
Tree = dict[str, Any]
MOST = 300  # facts of one table: an event file holds 500 and has at most 1 MB


def draft(event: Told, texts: dict[str, dict[str, Any]]) -> Tree:
    """The tables of an event file with every claim of an event as a fact."""
    site = _site(event)
    reports, outcomes = rows_of(event, texts, site is not None)
    tree: Tree = {"event": _head(event)}
    if site is not None:
        tree["site"] = site
    for table, rows in (("report", reports), ("outcome", outcomes)):
        if rows:
            tree[table] = _once(rows)[:MOST]
    return tree


def _once(rows: list[Row]) -> list[Row]:
    """Rows with ids of their own: names of texts that were cut to one length get a number."""
    seen: dict[str, int] = {}
    out = []
    for row in rows:
        seen[row["id"]] = seen.get(row["id"], 0) + 1
        out.append(row if seen[row["id"]] == 1 else {**row, "id": f"{row['id'][:35]}.{seen[row['id']]}"})
    return out


def _head(event: Told) -> Row:
    who = _who(event)
    title, about = {}, {}
    for lang in ("en", "id"):
        t = wording(lang)
        title[lang] = clean(t["draft_title"].format(who=who or t["draft_event"], day=day_in_words(event.day, lang)))
        about[lang] = t["draft_about_record" if event.record else "draft_about"].format(
            record=event.record["id"] if event.record else ""
        )
    return {"name": event.name, "title": title, "kind": event.kind, "about": about}


def _who(event: Told) -> str:
    if event.record:
        return str(event.record["vehicle"] or event.record["actor"])
    for role in ("vehicle", "launcher", "payload"):
        for claim in event.claims:
            for actor in claim["actors"]:
                if actor["role"] == role:
                    return str(actor["name"])
    return ""


def _site(event: Told) -> Row | None:
    """The launch site: of the built-in event, of the record, else the only one that the claims of the launch name."""
    if event.record:
        built_in = built_in_event(event.record)
        if built_in and "site" in built_in:
            return cited(built_in["site"], built_in.get("sources", {}))
        if event.record["kind"] != "reentry":
            return next((s for p in event.record["places"] if (s := site_of(p)) is not None), None)
        return None
    sites = set(listed("site").values())
    named = {p for c in event.claims if c["kind"] == "launch" for p in c["places"] if p in sites}
    return site_of(named.pop()) if len(named) == 1 else None


def toml(tree: Tree, heads: tuple[str, ...] = ()) -> str:
    """An event file; ``heads``: lines of comment at its top."""
    lines = [f"# {clean(h)}" for h in heads]
    for name, value in tree.items():
        for row in value if isinstance(value, list) else [value]:
            lines += ["", f"[[{name}]]" if isinstance(value, list) else f"[{name}]"]
            lines += [f"{key} = {_value(v)}" for key, v in row.items()]
    return "\n".join(lines).lstrip("\n") + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML and JSON differ here
