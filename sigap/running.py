"""Where the other commands find the database, the API and the broker: by setting, or from the running stack."""

from sigap import embedded
from sigap.errors import SigapError
from sigap.info import Info, read_info
from sigap.settings import StackSettings


def running_stack() -> Info:
    """Raises SigapError when nothing runs here."""
    return read_info(embedded.data_dir(StackSettings()))


def database_url() -> str:
    settings = StackSettings()
    if settings.database_url:
        return settings.database_url
    try:
        return running_stack().database_url
    except SigapError as error:
        raise SigapError(
            str(error), hint="start it with `sigap up`, or name the city's own database in SIGAP_DATABASE_URL"
        ) from error
