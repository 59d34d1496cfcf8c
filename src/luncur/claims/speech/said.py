"""Words of one speaker in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Said:
    """Words of one sentence with one speaker; spans are offsets in the paragraph.

    ``speaker``: phrase that names the speaker; None for the newspaper's own words; "" for a quotation without one.
    No spans: the sentence only names a speaker ("That was confirmed by the mayor").
    """

    spans: list[tuple[int, int]]
    speaker: str | None = None
    carriers: list[str] = field(default_factory=list)
    denied: bool = False
    quoted: bool = False
    doubtful: bool = False  # read as the newspaper's own although something in it speaks of others' words
    judged: bool = False  # words that only the attribution makes a claim ("called the step ...")
    aside: tuple[int, int] | None = None  # the attribution where it stands inside the words said, marks included
