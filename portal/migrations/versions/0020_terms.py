"""What a school's head confirms, and reminders that went out."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("hold", "counts", name="reminder_kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("term", UtcDateTime(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_booking_reminder_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_reminder")),
        sa.UniqueConstraint("booking_id", "kind", "term", name=op.f("uq_booking_reminder_booking_id")),
    )
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirms_bookings", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.alter_column("confirms_bookings", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.drop_column("confirms_bookings")

    op.drop_table("booking_reminder")
