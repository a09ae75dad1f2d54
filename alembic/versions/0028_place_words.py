"""Keep the words of all names: a misspelt word is sought among them, not among names by the hundred thousand."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

GATHER = """
INSERT INTO place_word (word)
SELECT DISTINCT word FROM place, unnest(string_to_array(normalized, ' ')) AS word WHERE kind <> 'crossing'
"""


def upgrade() -> None:
    op.create_table(
        "place_word",
        sa.Column(
            "word",
            sa.Text(collation="C"),
            nullable=False,
            comment="of the names that are searched: see geo.place_words",
        ),
        sa.PrimaryKeyConstraint("word", name=op.f("place_word_pkey")),
    )
    op.execute(GATHER)


def downgrade() -> None:
    op.drop_table("place_word")
