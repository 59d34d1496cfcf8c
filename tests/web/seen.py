"""How the views are looked at: on a desk and on a phone, by day and by night, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from serving import DESK, DRAWING, PHONE

CHROMIUM = "/usr/bin/chromium"
LOOKS: dict[str, tuple[dict[str, int], dict[str, Any]]] = {
    "desk": (DESK, {"locale": "en-GB"}),
    "desk, dark": (DESK, {"locale": "en-GB", "color_scheme": "dark"}),
    "phone": (PHONE, {"locale": "en-GB", "has_touch": True}),
    "phone, Indonesian, dark": (PHONE, {"locale": "id-ID", "has_touch": True, "color_scheme": "dark"}),
}


def indonesian(look: str) -> bool:
    return LOOKS[look][1]["locale"] == "id-ID"


@contextmanager
def drawing_browser(browser: Any) -> Iterator[Any]:
    """A browser that draws WebGL with the processor, beside the given one."""
    opened = browser.browser_type.launch(executable_path=CHROMIUM, args=DRAWING)
    try:
        yield opened
    finally:
        opened.close()
