"""The base of every error that ends a simulation; each is one sentence for the person who started it."""


class SimulatorFailure(Exception):
    """Shown as one line, never as a traceback."""
