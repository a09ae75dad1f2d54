"""How every process writes its log: a constant sentence, then its fields."""

import logging
import sys


class FieldsFormatter(logging.Formatter):
    """Appends what was given by `extra` as name=value."""

    _known = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Before a traceback, if there is one: a field must stand on the line of its sentence."""
        fields = " ".join(f"{name}={value}" for name, value in vars(record).items() if name not in self._known)
        return f"{super().formatMessage(record)} {fields}".rstrip()


def log_to_stderr(level: int = logging.INFO) -> None:
    """For processes of our own; whoever has set up logging already keeps what he has."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FieldsFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
