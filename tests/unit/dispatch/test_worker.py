"""The worker's timers do not starve each other."""

from pathlib import Path
from typing import Any, cast

from dispatch.settings import DispatchSettings
from dispatch.worker import POOL_SIZE, timers


def test_all_timers_at_once_leave_connections_to_work_with() -> None:
    """Each timer holds a connection for its lock: with as many timers as connections none would get a second one."""
    none = cast("Any", None)

    found = timers(none, none, none, DispatchSettings(_env_file=None), none_bell(), none_bell())  # type: ignore[call-arg]

    assert len({timer.name for timer in found}) == len(found)
    assert 1.5 * len(found) <= POOL_SIZE


def test_where_there_is_a_folder_of_ours_the_heads_of_the_log_are_kept_there(tmp_path: Path) -> None:
    none = cast("Any", None)
    settings = DispatchSettings(_env_file=None, data_dir=tmp_path)  # type: ignore[call-arg]

    assert "heads of the log" in {timer.name for timer in timers(none, none, none, settings, none_bell(), none_bell())}


def none_bell() -> Any:
    class Bell:
        async def wait(self, _seconds: float) -> None: ...

    return Bell()
