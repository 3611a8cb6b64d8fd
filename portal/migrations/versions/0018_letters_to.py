"""Where the letters of a booking go, for a school that phoned."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("booking", sa.Column("letters_to", sa.String(length=254), nullable=False, server_default=""))
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.alter_column("letters_to", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_column("letters_to")
