"""Versions of house rules; what a booking owes, and the price of each group."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policy_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_policy_version_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user_account.id"],
            name=op.f("fk_policy_version_made_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
        sa.UniqueConstraint("centre_id", "number", name=op.f("uq_policy_version_centre_id")),
    )
    with op.batch_alter_table("policy_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_version_centre_id"), ["centre_id"], unique=False)

    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owed_cents", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("policy_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_booking_policy_id_policy_version"), "policy_version", ["policy_id"], ["id"]
        )

    with op.batch_alter_table("booking_group", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cents_each", sa.Integer(), nullable=False, server_default="0"))

    op.execute("UPDATE booking SET owed_cents = price_cents WHERE state <> 'cancelled'")
    op.execute(
        "UPDATE booking_group SET cents_each = (SELECT offer.price_cents FROM booking"
        " JOIN performance ON performance.id = booking.performance_id JOIN offer ON offer.id = performance.offer_id"
        " WHERE booking.id = booking_group.booking_id)"
    )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.alter_column("owed_cents", server_default=None)
        batch_op.create_check_constraint(batch_op.f("ck_booking_owed"), "owed_cents >= 0")
    with op.batch_alter_table("booking_group", schema=None) as batch_op:
        batch_op.alter_column("cents_each", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("booking_group", schema=None) as batch_op:
        batch_op.drop_column("cents_each")

    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_booking_owed"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_booking_policy_id_policy_version"), type_="foreignkey")
        batch_op.drop_column("policy_id")
        batch_op.drop_column("owed_cents")

    with op.batch_alter_table("policy_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_version_centre_id"))

    op.drop_table("policy_version")
