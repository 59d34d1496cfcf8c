"""Of whom a text has spoken last: what pronouns, "the agency" and quotations without a name can mean."""

from __future__ import annotations

from dataclasses import dataclass, field

UNKNOWN = "not determined"
REACH = 5  # sentences over which a pronoun reaches back


@dataclass
class Speaker:
    """Who originates words, and who passed them on; ``thing``: an institution; ``person``: one with a name."""

    name: str
    carriers: list[str] = field(default_factory=list)
    person: bool = False
    thing: bool = False


@dataclass
class Memory:
    """What a reader remembers while going through a text, sentence by sentence."""

    at: int = 0  # sentences read
    last: Speaker | None = None
    last_at: int = -99
    human: Speaker | None = None  # whom "she" means
    human_at: int = -99
    institution: Speaker | None = None  # what "it" means
    institution_at: int = -99
    seen: list[str] = field(default_factory=list)  # institutions, the latest mentioned last
    leading: set[str] = field(default_factory=set)  # institutions that a sentence has begun with
    offices: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)  # people in the last sentence that names any
    named_at: int = -99
    issuers: set[str] = field(default_factory=set)  # institutions that have spoken

    def spoke(self, speaker: Speaker) -> None:
        """Takes note of who has spoken."""
        self.last, self.last_at = speaker, self.at
        if speaker.thing:
            self.institution, self.institution_at = speaker, self.at
            self.issuers.add(speaker.name)
        if not speaker.thing or speaker.carriers:  # a spokesperson is a person too
            self.human, self.human_at = speaker, self.at

    def subject(self, speaker: Speaker) -> None:
        """Takes note of whom or what a sentence begins with."""
        if speaker.thing:
            self.institution, self.institution_at = speaker, self.at
        else:
            self.human, self.human_at = speaker, self.at

    def the_man(self) -> Speaker:
        """Someone described anew ("the 61-year-old"): the one person named since anyone spoke, else as a pronoun."""
        if len(self.named) == 1 and self.named_at > self.human_at and self.at - self.named_at <= 1:
            return Speaker(self.named[0], [], True)
        return self.she()

    def she(self) -> Speaker:
        """The person that a pronoun means."""
        if self.human is None or self.at - self.human_at > REACH:
            only = self.named if len(self.named) == 1 and self.at - self.named_at <= 1 else []
            return Speaker(only[0], [], True) if only else Speaker(UNKNOWN)
        return Speaker(self.human.name, [], self.human.person)

    def issuer(self) -> Speaker:
        """Whose "the statement" is: the one institution that has spoken, or the last one."""
        return Speaker(next(iter(self.issuers)), [], False, True) if len(self.issuers) == 1 else self.it()

    def it(self) -> Speaker:
        """The institution that a pronoun means."""
        if self.institution is None or self.at - self.institution_at > 3:
            return Speaker(UNKNOWN, thing=True)
        return Speaker(self.institution.name, [], False, True)

    def saw(self, institution: str, leads: bool) -> None:
        """Takes note of an institution that a sentence mentions."""
        if institution in self.seen:
            self.seen.remove(institution)
        self.seen.append(institution)
        if leads:
            self.leading.add(institution)
