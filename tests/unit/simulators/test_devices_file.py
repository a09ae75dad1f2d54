from pathlib import Path

import pytest

from simulators.devices_file import DevicesFileBroken, read_devices
from simulators.options import DeviceLogin


def written(folder: Path, text: str) -> Path:
    path = folder / "devices.csv"
    path.write_text(text)
    return path


def test_devices_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "device_id,unit_id,username,password\nGPS-1,AMB-01,GPS-1,secret\n")

    assert read_devices(path) == (DeviceLogin("GPS-1", "AMB-01", "GPS-1", "secret"),)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no column device_id"),
        ("device_id,unit_id,username\n", "no column password"),
        ("device_id,unit_id,username,password\nGPS-1,,GPS-1,secret\n", "line 2: unit_id is empty"),
        ("device_id,unit_id,username,password\nGPS-1,AMB-01\n", "line 2: username, password is empty"),
    ],
)
def test_a_broken_file_says_where_it_is_broken(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(DevicesFileBroken, match=complaint):
        read_devices(written(tmp_path, text))
