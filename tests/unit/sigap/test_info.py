"""What `sigap info` shows, and when it must not."""

import os
import stat
from pathlib import Path

import pytest

from sigap.data_dir import DataDir
from sigap.errors import SigapError
from sigap.info import Info, read_info, write_info
from sigap.lock import only_one


@pytest.fixture
def folder(tmp_path: Path) -> DataDir:
    folder = DataDir(tmp_path / "data")
    folder.make()
    return folder


def make_info(folder: DataDir) -> Info:
    return Info(str(folder.path), "http://127.0.0.1:1", "mqtt://127.0.0.1:2", "postgresql://", {"api": 3})


def test_what_runs_is_told_and_readable_by_its_owner_alone(folder: DataDir) -> None:
    with only_one(folder.lock_file):
        write_info(folder, make_info(folder))

        assert read_info(folder) == make_info(folder)
        assert stat.S_IMODE(folder.info_file.stat().st_mode) == 0o600


def test_a_file_left_by_a_stack_that_died_is_not_believed(folder: DataDir) -> None:
    write_info(folder, make_info(folder))

    with pytest.raises(SigapError, match="nothing runs"):
        read_info(folder)


def test_a_second_stack_on_the_same_data_is_refused_and_told_who_runs(folder: DataDir) -> None:
    with only_one(folder.lock_file), pytest.raises(SigapError, match=f"pid {os.getpid()}"), only_one(folder.lock_file):
        pass


def test_without_a_demo_there_are_no_logins_to_tell(folder: DataDir) -> None:
    assert "logins" not in make_info(folder).as_dict()
