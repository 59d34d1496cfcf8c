"""A proposal as files: what an analyst edits, what a map reader shows, and a picture."""

from __future__ import annotations

import json
from pathlib import Path

from luncur.errors import InputError
from luncur.files import write_atomic
from luncur.trial.proposal.geojson import proposal_geojson
from luncur.trial.proposal.picture import proposal_png
from luncur.trial.proposal.propose import Proposal
from luncur.trial.proposal.toml import termination_toml
from luncur.trial.proposal.words import assumptions


def write_proposal(proposal: Proposal, folder: Path, lang: str = "en") -> tuple[Path, ...]:
    """Writes proposal.toml, proposal.geojson and proposal.png into a folder that is made if need be; which files.

    proposal.toml takes the place of the [termination] tables of the mission.  lang: of the picture, "en" or "id".
    Raises InputError when the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(str(folder), "", None, f"a folder that can be written to ({error.strerror})") from None
    content = {
        "proposal.toml": proposal_toml(proposal).encode(),
        "proposal.geojson": (json.dumps(proposal_geojson(proposal), ensure_ascii=False, indent=1) + "\n").encode(),
        "proposal.png": proposal_png(proposal, lang),
    }
    for name, data in content.items():
        write_atomic(folder / name, data)
    return tuple(folder / name for name in content)


def proposal_toml(proposal: Proposal) -> str:
    """The tables, with what they rest on as comments before them."""
    said = "".join(f"# - {_one_line(text)}\n" for text in assumptions(proposal))
    head = f"# Proposed limits of {_one_line(proposal.mission.name)}: they take the place of the mission's own [termination] tables.\n"
    return f"{head}{said}\n{termination_toml(proposal.system)}"


def _one_line(text: str) -> str:
    """A comment ends with its line, and holds no control characters."""
    return "".join(c if c >= " " and c != "\x7f" else " " for c in text)
