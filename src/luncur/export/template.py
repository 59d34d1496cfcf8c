"""The templates of pages: how every page of luncur is filled in."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2


def template(name: str) -> jinja2.Template:
    """A page's template; values are escaped, and a name that is missing is an error, never an empty place."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("luncur", "data/text"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def style() -> str:
    """The style sheet that stands in every page."""
    return (files("luncur") / "data/text/report.css").read_text(encoding="utf-8")
