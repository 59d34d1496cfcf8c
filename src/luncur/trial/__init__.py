"""The flight-safety system tried: how often it ends a good flight or spares a bad one."""
