"""Which schema revision is the newest."""

from alembic.script import ScriptDirectory

from sigap.migrations import alembic_config, newest_revision


def test_the_newest_revision_is_the_one_alembic_names() -> None:
    assert newest_revision() == ScriptDirectory.from_config(alembic_config("")).get_current_head()
