"""Expected failures of the command line: each says what is wrong and what to do about it."""


class SigapError(Exception):
    """A failure that the operator can fix; shown as one line, never as a traceback."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
