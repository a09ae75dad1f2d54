"""The host names to which we answer."""

import pytest

from core.domain.browser import is_known_host


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:8112",
        "[::1]:8112",
        "192.0.2.7",
        "localhost:8112",
        "sigap",
        "sigap.local:8112",
        "112.example",
        "112.Example.:443",
        None,
    ],
)
def test_addresses_local_names_and_those_that_were_allowed_are_ours(host: str | None) -> None:
    assert is_known_host(host, allowed=["112.example"])


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "112.example.evil.example", "127.0.0.1.evil.example:8112", "a.localhost.evil"]
)
def test_any_other_name_of_the_internet_is_not(host: str) -> None:
    assert not is_known_host(host, allowed=["112.example"])
