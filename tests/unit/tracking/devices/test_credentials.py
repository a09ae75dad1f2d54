"""Device passwords and their hashes."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest

from tracking.devices.credentials import mosquitto_hash, new_password


def test_no_two_passwords_are_the_same() -> None:
    assert len({new_password() for _ in range(100)}) == 100


def test_the_hash_is_the_one_mosquitto_itself_would_make(tmp_path: Path) -> None:
    """A known hash, taken from a password file of Mosquitto 2."""
    program = shutil.which("mosquitto_passwd", path="/usr/bin:/usr/sbin")
    if program is None:
        pytest.skip("mosquitto_passwd is not installed")
    file = tmp_path / "passwords"
    subprocess.run([program, "-c", "-b", str(file), "GPS-1", "secret"], check=True, capture_output=True)
    made = file.read_text().strip().removeprefix("GPS-1:")

    salt = base64.b64decode(made.split("$")[3])

    assert mosquitto_hash("secret", salt=salt) == made


def test_the_same_password_is_hashed_with_a_new_salt_each_time() -> None:
    assert mosquitto_hash("secret") != mosquitto_hash("secret")
