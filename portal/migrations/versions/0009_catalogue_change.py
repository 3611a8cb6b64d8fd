"""The log of what changed in the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_change")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("catalogue_change", schema=None) as batch_op:
        batch_op.create_index("ix_catalogue_change_offer_id", ["offer_id", "performance_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_catalogue_change_transaction_id"), ["transaction_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("catalogue_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalogue_change_transaction_id"))
        batch_op.drop_index("ix_catalogue_change_offer_id")

    op.drop_table("catalogue_change")
