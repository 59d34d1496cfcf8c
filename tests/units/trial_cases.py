"""A trial's setting and rule sets of the built-in mission, made once for tests."""

from __future__ import annotations

from functools import cache

from luncur.mission import load
from luncur.trial.rule_sets import RuleSet
from luncur.trial.setting import Setting
from luncur.trial.verb import prepare


@cache
def prepared() -> tuple[Setting, tuple[RuleSet, ...]]:
    return prepare(load("soyuz-vostochny-sso"), 5)
