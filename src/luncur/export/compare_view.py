"""A comparison of two studies as text for the terminal, or as a page."""

from __future__ import annotations

from html import escape
from typing import Any

from luncur.export.compare import SPLITS
from luncur.export.names import name_of
from luncur.export.numbers import plain, small
from luncur.export.texts import texts
from luncur.sentences import said_again, word

Section = tuple[str, list[str], list[list[str]]]  # title, heads of columns, rows
SHOWN = 12  # rows of a split


def sections(record: dict[str, Any], lang: str) -> list[Section]:
    """Every part of a comparison as a table."""
    t = texts(lang)
    heads = ["", "A", "B", t["compare_ratio"], t["compare_beyond"]]
    names = dict(zip(("failures", "planned", "total"), (t["failures"], t["planned_short"], t["total"]), strict=True))
    out: list[Section] = [
        (
            t["compare_totals"],
            heads,
            [_row(names[r["name"].rsplit("_", 1)[1]], r, lang, inputs=True) for r in record["risk"]],
        )
    ]
    for split in SPLITS:
        out.append((t[split], heads, [_row(name_of(r["name"], record, lang), r, lang) for r in record[split][:SHOWN]]))
    out.append((t["criteria"], [t["criterion"], "A", "B"], [
        [f"{word(c['name'], lang)} ({small(c['limit'], lang, 1)})", *(t[f"verdict_{c[s]}"] if c[s] else "–" for s in "ab")]
        for c in record["criteria"]
    ]))  # fmt: skip
    out.append((t["compare_drops"], [t["body"], "A", "B", t["compare_apart"]], [
        [word(d["body"], lang), *(_km(d[key], lang) for key in ("range_a_m", "range_b_m", "apart_m"))] for d in record["drops"]
    ]))  # fmt: skip
    out.append(
        (t["compare_inputs"], ["", "A", "B"], [[i["name"], _short(i["a"]), _short(i["b"])] for i in record["inputs"]])
    )
    for side in "ab":
        rows = [[said_again(r["text"], r["coded"], lang)] for r in record[f"assumed_only_{side}"]]
        out.append((t["compare_assumed"].format(side=side.upper()), [], rows))
    return [section for section in out if section[2]]


def _row(name: str, r: dict[str, Any], lang: str, inputs: bool = False) -> list[str]:
    t = texts(lang)
    beyond = "–" if r["beyond_sampling"] is None else t["compare_yes" if r["beyond_sampling"] else "compare_no"]
    ratio = "–" if r["ratio_b_to_a"] is None else plain(r["ratio_b_to_a"], 2, lang)
    return [name, _interval(r["a"], lang, inputs), _interval(r["b"], lang, inputs), ratio, beyond]


def _interval(i: dict[str, Any] | None, lang: str, inputs: bool) -> str:
    """Mean with its sampling interval and, where asked for, the one with uncertain inputs in brackets."""
    if i is None:
        return "–"
    text = f"{small(i['mean'], lang)} ({small(i['sampling_low_95'], lang)} – {small(i['sampling_high_95'], lang)})"
    if inputs and i["input_low_95"] is not None:
        text += f" [{small(i['input_low_95'], lang)} – {small(i['input_high_95'], lang)}]"
    return text


def _km(value: float | None, lang: str) -> str:
    return "–" if value is None else f"{plain(value / 1000, 1, lang)} km"


def _short(value: str | None) -> str:
    return "–" if value is None else value if len(value) <= 60 else f"{value[:57]}..."


def compare_text(record: dict[str, Any], lang: str) -> str:
    """The comparison for the terminal."""
    lines = [
        f"A: {record['a']} ({record['mission_a']})",
        f"B: {record['b']} ({record['mission_b']})",
        texts(lang)["compare_note"],
    ]
    for title, heads, rows in sections(record, lang):
        lines.extend(["", title])
        table = [heads, *rows] if heads else rows
        widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
        lines.extend(
            "  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in table
        )
    return "\n".join(lines)


def compare_page(record: dict[str, Any], lang: str) -> str:
    """The comparison as one self-contained page."""
    from importlib.resources import files

    style = (files("luncur") / "data/text/report.css").read_text(encoding="utf-8")
    title = texts(lang)["compare_title"]
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(title)} · luncur</title><style>{style}</style></head><body><main><h1>{escape(title)}</h1>",
        *(f"<p>{s.upper()}: {escape(record[s])} ({escape(record[f'mission_{s}'])})</p>" for s in "ab"),
        f'<p class="note">{escape(texts(lang)["compare_note"])}</p>',
    ]
    for name, heads, rows in sections(record, lang):
        parts.append(f'<h2>{escape(name)}</h2><div class="scroll"><table>')
        if heads:
            parts.append("<tr>" + "".join(f"<th>{escape(h)}</th>" for h in heads) + "</tr>")
        parts.extend("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        parts.append("</table></div>")
    return "\n".join([*parts, "</main></body></html>"])
