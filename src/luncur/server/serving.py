"""What the routes of one server share: its settings, its folders, and who may compute."""

from __future__ import annotations

import os
from typing import cast

from fastapi import Request

from luncur.server.folders import Folders
from luncur.server.impacts import Impacts
from luncur.server.kernels import Kernels
from luncur.server.settings import Settings


class Serving:
    """The parts of one server; made once, before the first request."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folders = Folders(settings.folder)
        self.impacts = Impacts(settings.own)
        self.kernels = Kernels()
        self.writable = os.access(settings.folder, os.W_OK)

    def start(self) -> None:
        """Begin what goes on in the background."""

    def stop(self) -> None:
        """End what goes on in the background."""
        self.kernels.stop()


def serving(request: Request) -> Serving:
    """The server that a request came to."""
    return cast(Serving, request.app.state.serving)
