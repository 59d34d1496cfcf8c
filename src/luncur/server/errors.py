"""What the server refuses, each with its HTTP status and one sentence."""

from __future__ import annotations

from luncur.errors import LuncurError


class Refused(LuncurError):
    """A request that is not answered; the status is an HTTP status, the text one sentence for whoever asked."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


def not_found(what: str) -> Refused:
    return Refused(404, f"{what} is not here")
