"""Words of a clause by class, and rules that ask for classes in order.

A rule is a row of elements: a class of ``data/claims/lexicon-*.toml`` or a literal word, alternatives parted by ``|``, a form
after a colon (``lose:past``); ``=`` marks a word that is also the name of a class.  Elements stand next to each other unless ``.`` (at most 2 words between), ``..`` (7) or ``...``
(16) part them; ``<>`` (10) means either order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from luncur.claims.words import rx as re
from luncur.claims.words.inflect import english, indonesian, plural
from luncur.claims.words.lexicon import listed, table

_WORD = re.compile(r"(?:[Rr]e-)?[^\W_]+(?:[’'][a-z]{1,2}\b)?")
_GAPS = {".": 2, "..": 7, "...": 16}
_CLITICS = ("nya", "lah", "pun", "kah", "ku", "mu")
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "this",
        "these",
        "those",
        "every",
        "each",
        "any",
        "another",
        "some",
        "whose",
    ]
)
_BEFORE_BARE = frozenset(
    [
        "to",
        "will",
        "would",
        "won't",
        "wouldn't",
        "can",
        "could",
        "cannot",
        "couldn't",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "not",
        "did",
        "does",
        "do",
        "didn't",
        "don't",
        "doesn't",
        "we",
        "they",
        "i",
        "you",
        "let",
        "help",
        "helped",
    ]
)
_ADVERBS = frozenset(
    ["also", "again", "then", "now", "soon", "never", "still", "only", "even", "just", "later", "first", "not"]
)
_SUBJECTS = frozenset(("deal", "guest", "measure", "talk", "rule"))  # nouns that make no compound with a verb's -s form
_BEFORE_S = frozenset(["it", "he", "she", "who", "which", "that"])


@dataclass(frozen=True)
class Word:
    """One word of a clause: offsets, lower case, and its classes with how many words each takes."""

    start: int
    end: int
    text: str
    tags: dict[str, int]
    keys: frozenset[str]  # what elements of rules can ask for: the classes, and "=" with the word


@cache
def _lexicon(language: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word -> (words of the entry, class) for every form of every entry."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}

    def put(form: str, *classes: str) -> None:
        words = tuple(form.split("_"))
        for name in classes:
            out.setdefault(words[0], []).append((words, name))

    lists = table(f"lexicon-{language}")
    for name, entries in lists["noun"].items():
        for entry in entries.split():
            for form in plural(entry) if language == "en" else {entry}:
                put(form, name)
    for name, entries in lists["word"].items():
        for entry in entries.split():
            put(entry, name)
    for name, entries in lists["verb"].items():
        for entry in entries.split():
            if language == "en":
                for form, which in english(entry).items():
                    put(form, name, f"{name}:{which}")
            else:
                verbs, nouns = indonesian(entry)
                for form in verbs:
                    put(form, name)
                for form in nouns:
                    put(form, f"{name}:noun")
    for phrase in _phrases(language):
        put(phrase, phrase)
    for name in listed("vehicle"):
        put("_".join(re.findall(r"[^\W_]+", name.lower())), "craft")
    return out


@cache
def _classes(language: str) -> frozenset[str]:
    """Names of all classes of a language."""
    lists = table(f"lexicon-{language}")
    return frozenset({"Name", "number"}.union(*(lists[part] for part in ("noun", "word", "verb"))))


@cache
def _phrases(language: str) -> frozenset[str]:
    """Phrases of several words that rules name themselves."""
    rules = (rule for kind in table("kinds")[language].values() for rules in kind.values() for rule in rules)
    named = {alternative for rule in rules for element in rule.split() for alternative in element.split("|")}
    return frozenset(n for n in named if "_" in n and n not in _classes(language))


def tagged(clause: str, language: str) -> list[Word]:
    """The words of a clause with their classes."""
    spans = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(clause)]
    texts = [w.lower().replace("-", "").replace("’", "'") for _, _, w in spans]
    lexicon = _lexicon(language)
    ambiguous = _also_nouns() if language == "en" else frozenset()
    out: list[Word] = []
    covered = 0
    for i, (start, end, original) in enumerate(spans):
        tags: dict[str, int] = {}
        for form in _readings(texts[i], language):
            for words, name in lexicon.get(form, ()):
                if len(words) > 1 and tuple(texts[i + 1 : i + len(words)]) != words[1:]:
                    continue
                if language == "en" and ":" in name and i and original[:1].isupper():
                    continue  # a name
                if (
                    language == "en"
                    and ":" in name
                    and not _verb_here(
                        texts, spans, i, name, ambiguous, bool(out) and not _SUBJECTS.isdisjoint(out[-1].tags)
                    )
                ):
                    continue
                tags[name] = max(tags.get(name, 0), len(words))
        if i < covered:
            tags = {}
        longest = max((k for n, k in tags.items() if n not in _loose(language)), default=1)
        tags = {n: k for n, k in tags.items() if k >= longest or (k > 1 and n in _loose(language))}
        covered = max(covered, i + longest if longest > 1 else 0)
        if language == "en":
            tags = {n: k for n, k in tags.items() if ":" in n or n not in _verb_classes() or _any_form(n, tags)}
        if original[:1].isupper() and (i or (len(spans) > 1 and spans[1][2][:1].isupper())):
            tags["Name"] = 1
        if original[:1].isdigit():
            tags["number"] = 1
        out.append(Word(start, end, texts[i], tags, frozenset((*tags, "=" + texts[i]))))
    return out


@cache
def _loose(language: str) -> frozenset[str]:
    """Classes whose phrases leave their words free for other classes ("failed to" + "reach")."""
    return frozenset(table(f"lexicon-{language}")["word"]) | _phrases(language)


@cache
def _also_nouns() -> frozenset[str]:
    return frozenset(table("lexicon-en")["also_nouns"].split())


@cache
def _verb_classes() -> frozenset[str]:
    return frozenset(table("lexicon-en")["verb"])


def _any_form(name: str, tags: dict[str, int]) -> bool:
    return any(t.startswith(name + ":") for t in tags)


def _readings(word: str, language: str) -> list[str]:
    """The word, and without an Indonesian clitic or an English possessive."""
    if language == "en":
        return [word, word[:-2]] if word.endswith("'s") else [word]
    return [word, *(word[: -len(c)] for c in _CLITICS if word.endswith(c) and len(word) > len(c) + 2)]


def _verb_here(
    texts: list[str], spans: list[tuple[int, int, str]], i: int, name: str, ambiguous: frozenset[str], subject: bool
) -> bool:
    """Whether an English form is a verb in this place and not a noun or an adjective ("the failed launch")."""
    before = texts[i - 1] if i else ""
    form = name.rsplit(":", 1)[1]
    if before in _DETERMINERS or before.endswith("'s"):
        return False
    if texts[i] not in ambiguous or form == "past":
        return True
    if before in _ADVERBS or before.endswith("ly"):
        before = texts[i - 2] if i >= 2 else ""
    if form == "bare":
        return before in _BEFORE_BARE
    if form == "s":
        return before in _BEFORE_S or bool(subject) or (i > 0 and spans[i - 1][2][:1].isupper())
    return True


@dataclass(frozen=True)
class Rule:
    """Elements with the widest gap before each."""

    elements: tuple[frozenset[str], ...]
    gaps: tuple[int, ...]


@cache
def parsed(text: str, language: str) -> tuple[Rule, ...]:
    """A rule, or two where it says ``<>``."""
    if "<>" in text:
        left, right = (p.strip() for p in text.split("<>"))
        return (*_wide(left, right, language), *_wide(right, left, language))
    elements: list[frozenset[str]] = []
    gaps: list[int] = []
    gap = 0
    for part in text.split():
        if part in _GAPS:
            gap = _GAPS[part]
        else:
            elements.append(frozenset(_element(alternative, language) for alternative in part.split("|")))
            gaps.append(gap)
            gap = 0
    return (Rule(tuple(elements), tuple(gaps)),)


def _element(alternative: str, language: str) -> str:
    """A class, or a literal word marked by "="."""
    known = alternative.split(":")[0] in _classes(language) or "_" in alternative or alternative.startswith("=")
    return alternative if known else "=" + alternative


def _wide(left: str, right: str, language: str) -> tuple[Rule, ...]:
    a, b = parsed(left, language)[0], parsed(right, language)[0]
    return (Rule(a.elements + b.elements, (*a.gaps, 10, *b.gaps[1:])),)


class Rules:
    """Rules that ask for the same thing, found by their rarest element."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self._rules = [rule for text in texts for rule in parsed(text, language)]
        self._by_key: dict[str, list[int]] = {}
        for number, rule in enumerate(self._rules):
            for key in min(rule.elements, key=len):
                self._by_key.setdefault(key, []).append(number)

    def find(self, words: Sequence[Word]) -> tuple[int, int] | None:
        """Offsets of the first match of any rule, where several begin together that of the rule written first; None without one."""
        best: tuple[int, int] | None = None
        seen = {key for word in words for key in word.keys}
        # in the order in which they are written: that of a set of texts is another in every process
        for number in sorted({number for key in seen & self._by_key.keys() for number in self._by_key[key]}):
            rule = self._rules[number]
            if any(element.isdisjoint(seen) for element in rule.elements):
                continue
            for i, word in enumerate(words):
                if best is not None and word.start >= best[0]:
                    break
                end = _from(words, i, rule, 0) if not rule.elements[0].isdisjoint(word.keys) else None
                if end is not None:
                    best = word.start, words[end - 1].end
                    break
        return best


def _from(words: Sequence[Word], i: int, rule: Rule, at: int) -> int | None:
    """Index after the last word when the elements from ``at`` on match with the first of them at word ``i``."""
    word = words[i]
    lengths = [word.tags[t] for t in rule.elements[at] if t in word.tags]
    if "=" + word.text in rule.elements[at]:
        lengths.append(1)
    for length in sorted(set(lengths), reverse=True):
        after = min(i + length, len(words))
        if at + 1 == len(rule.elements):
            return after
        for j in range(after, min(after + rule.gaps[at + 1] + 1, len(words))):
            end = _from(words, j, rule, at + 1)
            if end is not None:
                return end
    return None
