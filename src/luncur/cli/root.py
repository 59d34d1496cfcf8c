"""The ``luncur`` command itself: its help, by door."""

from __future__ import annotations

import click

# The doors a user comes through, and the commands behind each, in order of use.
DOORS: dict[str, tuple[str, ...]] = {
    "Mission": ("missions", "new", "check", "fly", "assess", "trial", "orbit"),
    "Browser": ("serve",),
    "Results": ("report", "compare", "replay", "schema"),
    "Reports of others": ("read", "event", "zone"),
    "Telemetry": ("watch",),
    "Notices": ("notices",),
}


class _ByDoor(click.Group):
    """Lists commands under the door they belong to."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for door, names in DOORS.items():
            rows = [(name, self.commands[name].get_short_help_str(200)) for name in names if name in self.commands]
            with formatter.section(door):
                formatter.write_dl(rows)


@click.group(cls=_ByDoor, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="luncur", message="luncur %(version)s")
def cli() -> None:
    """Launch flight safety: where the pieces of a failed launch fall, and who is at risk.

    \b
    Start here:
      luncur missions                                     what is built in
      luncur assess soyuz-vostochny-sso -o out --seed 1   the whole study of one of them
      luncur new soyuz-vostochny-sso > mine.toml          a mission file of your own to edit

    luncur is not qualified for operational use and must never be connected to a
    termination system.
    """
