"""The log format of every process: a constant sentence, then its fields."""

import logging
import sys


class FieldsFormatter(logging.Formatter):
    """Appends the fields given by `extra` as name=value."""

    _known = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Put the fields before a traceback, on the line of their sentence."""
        fields = " ".join(f"{name}={value}" for name, value in vars(record).items() if name not in self._known)
        return f"{super().formatMessage(record)} {fields}".rstrip()


def log_to_stderr(level: int = logging.INFO) -> None:
    """For our own processes; logging that is already set up stays as it is."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FieldsFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
