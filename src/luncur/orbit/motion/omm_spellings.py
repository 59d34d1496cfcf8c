"""Key-value lines, XML and JSON of orbit mean-elements messages, each brought to the same flat keywords and texts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from luncur.errors import InputError

MOST_MESSAGES = 200_000
VERSION = "CCSDS_OMM_VERS"


@dataclass(frozen=True)
class Message:
    """One message: what each keyword says; where in the file it stands, and, for lines of text, where each keyword does.

    complete: whether the spelling asks for the keywords of the metadata; JSON may leave them out.
    """

    where: str
    version: str
    complete: bool
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)


def of_kvn(text: str, source: str) -> list[Message]:
    """Messages of ``KEYWORD = value [unit]`` lines; each begins with CCSDS_OMM_VERS.  InputError for any other line."""
    messages: list[Message] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("COMMENT"):
            continue
        key, equals, value = (part.strip() for part in line.partition("="))
        if not equals or not re.fullmatch(r"[A-Z][A-Z0-9_]*", key, re.ASCII):
            raise InputError(source, f"line {number}", line, "a line such as EPOCH = 2024-06-01T12:00:00")
        value = re.sub(r"\s*\[[^\]]*\]$", "", value)
        if key == VERSION:
            _check_count(messages, source)
            messages.append(Message(f"line {number}", value, complete=True))
        elif not messages:
            raise InputError(source, f"line {number}", line, f"{VERSION} at the beginning")
        elif key in messages[-1].fields and not key.startswith("USER_DEFINED"):
            raise InputError(source, f"line {number}, {key}", value, "every keyword once in a message")
        if key != VERSION:
            messages[-1].lines[key] = f"line {number}"
        messages[-1].fields[key] = value
    return messages


def of_xml(text: str, source: str) -> list[Message]:
    """Messages of an ``omm`` element, or of several in an ``ndm``; entities and document types are refused, nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(source, "XML", None, f"well-formed XML ({_printable(error)})") from None
    if root.getroottree().docinfo.doctype:
        raise InputError(source, "DOCTYPE", None, "XML without a document type or entities")
    found = [element for element in root.iter() if _tag(element) == "omm"]
    messages: list[Message] = []
    for element in found:
        _check_count(messages, source)
        message = Message(f"line {element.sourceline}", element.get("version", ""), complete=True)
        message.fields[VERSION] = message.version
        for part in element.iter():
            name = _tag(part)
            if len(part) or not name.isupper():
                continue
            if name in message.fields and name not in ("COMMENT", "USER_DEFINED"):
                raise InputError(
                    source, f"line {part.sourceline}, {name}", part.text, "every keyword once in a message"
                )
            message.fields[name] = (part.text or "").strip()
            message.lines[name] = f"line {part.sourceline}"
        messages.append(message)
    return messages


def of_json(text: str, source: str) -> list[Message]:
    """Messages of a JSON object of keywords, or of a list of such objects."""
    try:
        read = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise InputError(source, "JSON", None, f"JSON ({_printable(error)})") from None
    records = read if isinstance(read, list) else [read]
    messages: list[Message] = []
    for number, record in enumerate(records, start=1):
        _check_count(messages, source)
        where = f"message {number}"
        if not isinstance(record, dict):
            raise InputError(source, where, json.dumps(record)[:200], "an object of keywords and values")
        version = str(record.get(VERSION, "2.0"))
        message = Message(where, version, complete=False)
        for key, value in record.items():
            if isinstance(value, dict | list | bool):
                raise InputError(source, f"{where}, {_printable(key)}", json.dumps(value)[:200], "a text or a number")
            message.fields[key] = "" if value is None else str(value).strip()
        messages.append(message)
    return messages


def _check_count(messages: list[Message], source: str) -> None:
    if len(messages) >= MOST_MESSAGES:
        raise InputError(source, "", None, f"at most {MOST_MESSAGES:,} messages")


def _tag(element: Any) -> str:
    """Name of an element without its namespace; empty for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _printable(text: object) -> str:
    """The beginning of a text that may be long or hostile, on one line."""
    return "".join(c if c.isprintable() else "?" for c in str(text)[:100])


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")
