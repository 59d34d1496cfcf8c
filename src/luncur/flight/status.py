"""What the outcome codes of a flight mean."""

STATUS = {
    0: "flown to the last event",
    10: "stopped at the wanted time",
    11: "flown to the last event, but the propellant ended before the guidance reached its target",
    20: "fell back to the ground",
    22: "did not end within the longest flight that is computed (40,000 s)",
    23: "the state stopped being a finite number",
}
