"""Kinds of ledger rows, payments, holds and heads counted."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

OLD_KINDS = ("booked", "cancelled")
KINDS = (
    *("booked", "requested", "waiting", "held", "confirmed", "definitive", "attended", "no-show"),
    *("declined", "expired", "cancelled", "counts", "moved", "charged", "paid", "repaid"),
)
SQLITE_TRIGGERS = (
    "CREATE TRIGGER ledger_keeps_rows BEFORE DELETE ON ledger"
    " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    "CREATE TRIGGER ledger_keeps_words BEFORE UPDATE ON ledger"
    " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
)


def _is_one_of(kinds: tuple[str, ...]) -> str:
    return f"kind IN ({', '.join(repr(kind) for kind in kinds)})"


def _guard_again() -> None:
    """On SQLite a table that is rebuilt loses its triggers."""
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_TRIGGERS:
            op.execute(statement)


def upgrade() -> None:
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paid_cents", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("held_until", UtcDateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_booking_held_until"), ["held_until"], unique=False)
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.alter_column("paid_cents", server_default=None)
        batch_op.create_check_constraint(batch_op.f("ck_booking_held"), "held_until IS NULL OR state = 'held'")

    with op.batch_alter_table("booking_group", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reduced", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("reduced_cents", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("came_pupils", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("came_companions", sa.Integer(), nullable=True))
    with op.batch_alter_table("booking_group", schema=None) as batch_op:
        batch_op.alter_column("reduced", server_default=None)
        batch_op.alter_column("reduced_cents", server_default=None)
        batch_op.create_check_constraint(batch_op.f("ck_booking_group_reduced"), "reduced BETWEEN 0 AND pupils")
        batch_op.create_check_constraint(
            batch_op.f("ck_booking_group_came"), "came_pupils >= 0 AND came_companions >= 0"
        )

    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_ledger_ledger_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_ledger_ledger_kind"), _is_one_of(KINDS))
        batch_op.add_column(sa.Column("paid_cents", sa.Integer(), nullable=False, server_default="0"))
        batch_op.alter_column("actor_id", existing_type=sa.INTEGER(), nullable=True)
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.alter_column("paid_cents", server_default=None)
    _guard_again()


def downgrade() -> None:
    """Possible as long as the ledger holds nothing but bookings and cancellations by people."""
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.alter_column("actor_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("paid_cents")
        batch_op.drop_constraint(batch_op.f("ck_ledger_ledger_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_ledger_ledger_kind"), _is_one_of(OLD_KINDS))
    _guard_again()

    with op.batch_alter_table("booking_group", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_booking_group_came"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_booking_group_reduced"), type_="check")
        batch_op.drop_column("came_companions")
        batch_op.drop_column("came_pupils")
        batch_op.drop_column("reduced_cents")
        batch_op.drop_column("reduced")

    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_booking_held"), type_="check")
        batch_op.drop_index(batch_op.f("ix_booking_held_until"))
        batch_op.drop_column("held_until")
        batch_op.drop_column("paid_cents")
