"""The data folder: its location, what it keeps, who may read it."""

import os
import socket
import stat
from pathlib import Path

import pytest

from sigap.data_dir import SYSTEM_WIDE, DataDir, default_data_dir
from sigap.errors import SigapError
from sigap.os_user import OsUser, first_closed_folder, me
from sigap.ports import any_free_port, release

STRANGER = OsUser("nobody", uid=65534, gid=65534)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def folder(tmp_path: Path) -> DataDir:
    folder = DataDir(tmp_path / "data")
    folder.make()
    return folder


def test_only_its_owner_reads_secrets_logs_and_what_runs(folder: DataDir) -> None:
    assert {mode_of(each) for each in (folder.secrets, folder.logs, folder.run)} == {0o700}


def test_a_secret_is_made_once_and_kept(folder: DataDir) -> None:
    first = folder.secret("database-password")

    assert folder.secret("database-password") == first
    assert folder.secret("another") != first
    assert mode_of(folder.secrets / "database-password") == 0o600


def test_a_port_is_remembered_while_it_is_free(folder: DataDir) -> None:
    first = folder.reserve_port("mqtt", any_free_port())
    release(first)

    again = folder.reserve_port("mqtt", 1)

    assert again == first
    release(again)


def test_a_port_that_is_taken_gives_way_to_another(folder: DataDir) -> None:
    first = folder.reserve_port("mqtt", any_free_port())
    release(first)
    with socket.create_server(("127.0.0.1", first)):
        second = folder.reserve_port("mqtt", first)

    assert second != first
    release(second)


def test_a_port_that_another_stack_chose_a_moment_ago_is_not_chosen_again(folder: DataDir, tmp_path: Path) -> None:
    other = DataDir(tmp_path / "other")
    other.make()
    first = other.reserve_port("mqtt", any_free_port())

    second = folder.reserve_port("mqtt", first)

    assert second != first
    release(first, second)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(SigapError, match=str(tmp_path / "file")):
        DataDir(tmp_path / "file").make()


def test_a_closed_parent_is_found(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    os.chown(closed, os.geteuid(), os.getegid())

    assert first_closed_folder(closed / "checkout", STRANGER) in (closed, *closed.parents)
    assert first_closed_folder(closed / "checkout", me()) is None


def test_the_data_lie_in_the_checkout_when_the_servers_can_reach_it(tmp_path: Path) -> None:
    assert default_data_dir(me(), checkout=tmp_path) == tmp_path / ".data"


def test_otherwise_they_lie_where_the_system_keeps_such_things(tmp_path: Path) -> None:
    closed = tmp_path / "sigap"
    closed.mkdir(mode=0o700)

    chosen = default_data_dir(STRANGER, checkout=closed)

    assert chosen.parent == SYSTEM_WIDE
    assert chosen.name.startswith("sigap-")
