"""Where in the text a reader is, whatever the size of the letters."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reader", schema=None) as batch_op:
        batch_op.add_column(sa.Column("piece", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("part", sa.Double(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("reader", schema=None) as batch_op:
        batch_op.drop_column("part")
        batch_op.drop_column("piece")
