"""The command line of luncur as a process of the server: ``python -m luncur.server.command watch ...``."""

from __future__ import annotations

from luncur.cli import main
from luncur.server.orphans import end_with_server

if __name__ == "__main__":
    end_with_server()
    main()
