"""The errors a user can meet, and what each one says."""

from __future__ import annotations

from datetime import date


class LuncurError(Exception):
    """Base of every error raised on purpose; its text is one sentence for the user."""


class InputError(LuncurError):
    """Something the user gave cannot be used: names the file, the field, the value and what was expected.

    The command line prints the sentence on standard error and ends with status 2.
    """

    def __init__(self, source: str, field: str, value: object, expected: str) -> None:
        self.source, self.field, self.value, self.expected = source, field, value, expected
        shown = _shorten(value)
        where = f"{source}: {field}" if field else source
        super().__init__(f"{where}: {shown}: expected {expected}" if shown else f"{where}: expected {expected}")
        self._given = source, field, value, expected

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """From one process to another, by what it was made of and not by its text."""
        return type(self), self._given


class PhysicsError(LuncurError):
    """The mission reads well but cannot fly: names the figure that forbids it."""


def _shorten(value: object, limit: int = 80) -> str:
    """One printable line of a value that may be huge or hostile."""
    if value is None:
        return ""
    if isinstance(value, date):
        value = value.isoformat()
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else "?" for c in text)
    return f"'{text[:limit]}...'" if len(text) > limit else f"'{text}'"
