"""What is tapped at the door."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "door_tap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "came",
                "absent",
                "back",
                "note",
                name="door_tap_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pupils", sa.Integer(), nullable=True),
        sa.Column("companions", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("counted_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "(kind = 'came') = (pupils IS NOT NULL AND companions IS NOT NULL)", name=op.f("ck_door_tap_counts")
        ),
        sa.CheckConstraint("pupils >= 0 AND companions >= 0", name=op.f("ck_door_tap_heads")),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_door_tap_actor_id_user_account")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["booking_group.id"], name=op.f("fk_door_tap_group_id_booking_group"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_door_tap_performance_id_performance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_tap")),
        sa.UniqueConstraint("nonce", name=op.f("uq_door_tap_nonce")),
    )
    with op.batch_alter_table("door_tap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_door_tap_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_door_tap_performance_group", ["performance_id", "group_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("door_tap", schema=None) as batch_op:
        batch_op.drop_index("ix_door_tap_performance_group")
        batch_op.drop_index(batch_op.f("ix_door_tap_actor_id"))

    op.drop_table("door_tap")
