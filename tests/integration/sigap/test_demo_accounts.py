"""The accounts of a demo: created once, and valid again with the passwords in its data folder."""

from pathlib import Path

from base.database import Pool
from core.domain.password import is_right
from core.store import accounts
from sigap.data_dir import DataDir
from sigap.demo import ensure_people
from tests.desk import make_desk


async def test_a_password_that_the_folder_does_not_know_is_reset_with_a_line_in_the_log(
    pool: Pool, tmp_path: Path
) -> None:
    await make_desk(pool)
    first, second = DataDir(tmp_path / "first"), DataDir(tmp_path / "second")
    first.make()
    second.make()
    async with pool.acquire() as conn:
        await ensure_people(conn, first)

        logins = await ensure_people(conn, second)

        login = logins["dispatcher"]
        found = await accounts.find_by_username(conn, login["username"])
    assert found is not None
    assert is_right(login["password"], found[1])
    logged = await pool.fetch("SELECT data ->> 'username' AS username FROM event_log WHERE kind = 'password_reset'")
    assert {row["username"] for row in logged} == {each["username"] for each in logins.values()}
