"""Words of compounds: an offer that has "vuurtoren" is found by "toren" without being written again."""

import sqlalchemy as sa
from alembic import op

from portal.offers.text import parts, stem

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

CHUNK = 500
WORDS = sa.table(
    "offer_word", sa.column("offer_id"), sa.column("word"), sa.column("stem"), sa.column("weight", sa.Integer())
)


def upgrade() -> None:
    connection = op.get_bind()
    compounds = [word for word in connection.scalars(sa.select(WORDS.c.word).distinct()) if parts(word)]
    for first in range(0, len(compounds), CHUNK):
        weights: dict[tuple[int, str], int] = {}
        here = WORDS.c.word.in_(compounds[first : first + CHUNK])
        for offer_id, word, weight in connection.execute(
            sa.select(WORDS.c.offer_id, WORDS.c.word, WORDS.c.weight).where(here)
        ):
            for part in parts(word):
                weights[offer_id, part] = max(weight - 1, 1, weights.get((offer_id, part), 0))
        of_parts = WORDS.c.word.in_({part for _offer_id, part in weights})
        there = {tuple(row) for row in connection.execute(sa.select(WORDS.c.offer_id, WORDS.c.word).where(of_parts))}
        rows = [
            {"offer_id": offer_id, "word": part, "stem": stem(part), "weight": weight}
            for (offer_id, part), weight in weights.items()
            if (offer_id, part) not in there
        ]
        if rows:
            connection.execute(sa.insert(WORDS), rows)


def downgrade() -> None:
    """The words stay: they say nothing wrong, and the next change of an offer writes them anew."""
