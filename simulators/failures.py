"""The root of everything a simulator gives up for: each is one sentence for the person who started it."""


class SimulatorFailure(Exception):
    """Shown as one line, never as a traceback."""
