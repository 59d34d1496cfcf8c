"""Whose words: quotations, indirect speech, denials and verdicts with the phrase that names a speaker."""
