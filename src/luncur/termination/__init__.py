"""The rules that end a flight, the sources they look at, and the decision of each cycle; it knows no people."""

from luncur.termination.rule_table import RuleTable, rule_table
from luncur.termination.system import Decision, FlightSafetySystem

__all__ = ["Decision", "FlightSafetySystem", "RuleTable", "rule_table"]
