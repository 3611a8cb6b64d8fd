"""The waiting list."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("wish", sa.String(length=12), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=True),
        sa.Column("answer_by", UtcDateTime(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "confirmed",
                "refused",
                "lapsed",
                "left",
                "closed",
                "elsewhere",
                "removed",
                name="waiting_outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(offered_at IS NULL) = (answer_by IS NULL)", name=op.f("ck_waiting_entry_offer")),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_waiting_entry_ending")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_waiting_entry_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_entry")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_waiting_entry_booking_id")),
    )
    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_entry_wish"), ["wish"], unique=False)

    op.create_table(
        "waiting_skip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("served_id", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("free", sa.Integer(), nullable=False),
        sa.Column(
            "why",
            sa.Enum(
                "too-large", "school-limit", name="waiting_why", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_waiting_skip_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_waiting_skip_performance_id_performance")
        ),
        sa.ForeignKeyConstraint(
            ["served_id"], ["booking.id"], name=op.f("fk_waiting_skip_served_id_booking"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_skip")),
    )
    with op.batch_alter_table("waiting_skip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_skip_booking_id"), ["booking_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_waiting_skip_performance_id"), ["performance_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_waiting_skip_served_id"), ["served_id"], unique=False)

    op.create_index(
        "ix_booking_waiting",
        "booking",
        ["performance_id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def downgrade() -> None:
    op.drop_index("ix_booking_waiting", table_name="booking")
    with op.batch_alter_table("waiting_skip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_skip_served_id"))
        batch_op.drop_index(batch_op.f("ix_waiting_skip_performance_id"))
        batch_op.drop_index(batch_op.f("ix_waiting_skip_booking_id"))

    op.drop_table("waiting_skip")
    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_entry_wish"))

    op.drop_table("waiting_entry")
