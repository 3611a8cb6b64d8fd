"""An index of the dates that were agreed with a school, and not of all others."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NAME, TABLE, COLUMNS = "ix_performance_agreed_with_id", "performance", ["agreed_with_id"]
AGREED = sa.text("agreed_with_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, COLUMNS, sqlite_where=AGREED, postgresql_where=AGREED)


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, COLUMNS)
