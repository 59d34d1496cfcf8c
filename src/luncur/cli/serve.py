"""The command that shows results in a browser."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from luncur.cli.root import cli
from luncur.speaking import say


@cli.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen at; beyond this machine a --token is needed.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8750, show_default=True, help="Port to listen at; 0: any free one."
)
@click.option("--token", default=None, metavar="T", help="What a browser must show: 16 letters and digits or more.")
@click.option("--open", "opening", is_flag=True, help="Open the page in this machine's browser.")
def serve(folder: Path, host: str, port: int, token: str | None, opening: bool) -> None:
    """Results on a globe in the browser: studies, events and orbits, and "what if it fails now".

    DIR is a result folder or a folder of them (default: this one). The page also
    checks and runs missions, into folders inside DIR, and shows telemetry.

    It answers this machine only, unless --host and --token say otherwise, and asks
    no other machine for anything. Ctrl-C ends it; runs go on when it is started again.

    \b
    Examples:
      luncur serve out
      luncur serve studies --open
      luncur serve studies --host 192.0.2.7 --token 4fq0c2m9s7d1k8ab
    """
    from luncur.server.settings import checked

    settings = checked(folder, host, port, token)
    say(f"luncur: starting to serve {folder}; its address comes in some seconds, Ctrl-C ends it", err=True)
    from luncur.server.run import address_of, listening, server

    with listening(settings) as found:
        settings = replace(settings, port=found.getsockname()[1])
        running = server(settings)
        say(address_of(settings))
        if opening:
            click.launch(address_of(settings))
        with suppress(KeyboardInterrupt):  # which is how a server is ended
            running.run(sockets=[found])
