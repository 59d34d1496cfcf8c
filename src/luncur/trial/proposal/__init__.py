"""Limits proposed for a mission from its normal flights; an analyst edits them."""
