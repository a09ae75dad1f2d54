"""A log line: sentence, fields, then the traceback."""

import logging

from base.log_lines import FieldsFormatter


def test_fields_stand_on_the_line_of_their_sentence() -> None:
    error = (ValueError, ValueError("inside"), None)
    record = logging.LogRecord("dispatch", logging.ERROR, "x.py", 1, "unexpected error", None, error)
    record.error_id = "1a2b"

    first, second = FieldsFormatter("%(levelname)s %(message)s").format(record).splitlines()

    assert first == "ERROR unexpected error error_id=1a2b"
    assert second == "ValueError: inside"
