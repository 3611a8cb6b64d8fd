"""Letters of a house, moves, small audiences."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("addressees", sa.Integer(), nullable=False),
        sa.CheckConstraint("addressees >= 1", name=op.f("ck_house_letter_to")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_house_letter_by_id_user_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_house_letter_performance_id_performance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_letter")),
        sa.UniqueConstraint("performance_id", "request_key", name=op.f("uq_house_letter_performance_id")),
    )
    op.create_table(
        "performance_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("starts_before", UtcDateTime(), nullable=False),
        sa.Column("starts_after", UtcDateTime(), nullable=False),
        sa.Column("hall_before", sa.String(length=120), nullable=False),
        sa.Column("hall_after", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_performance_move_by_id_user_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_performance_move_performance_id_performance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance_move")),
    )
    with op.batch_alter_table("performance_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_performance_move_performance_id"), ["performance_id"], unique=False)

    op.create_table(
        "small_audience",
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["performance_id"],
            ["performance.id"],
            name=op.f("fk_small_audience_performance_id_performance"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("performance_id", name=op.f("pk_small_audience")),
    )
    op.create_table(
        "move_answer",
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", UtcDateTime(), nullable=True),
        sa.Column("agreed_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_move_answer_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["move_id"],
            ["performance_move.id"],
            name=op.f("fk_move_answer_move_id_performance_move"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("move_id", "booking_id", name=op.f("pk_move_answer")),
    )
    with op.batch_alter_table("move_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_move_answer_booking_id"), ["booking_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("move_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_move_answer_booking_id"))

    op.drop_table("move_answer")
    op.drop_table("small_audience")
    with op.batch_alter_table("performance_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_performance_move_performance_id"))

    op.drop_table("performance_move")
    op.drop_table("house_letter")
