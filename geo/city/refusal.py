"""Why a city was not imported."""


class CityImportRefused(Exception):
    """Nothing was changed; `code` is stable, `message` says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
