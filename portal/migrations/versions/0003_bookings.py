"""Bookings, the ledger that only grows, the outbox, stored packs and runs of the game."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Kept here as they were when this migration was written: a migration never follows later code.
SQLITE_TRIGGERS = (
    "CREATE TRIGGER ledger_keeps_rows BEFORE DELETE ON ledger"
    " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    "CREATE TRIGGER ledger_keeps_words BEFORE UPDATE ON ledger"
    " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER ledger_keeps_rows BEFORE UPDATE OR DELETE ON ledger"
    " FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()",
    "CREATE TRIGGER ledger_keeps_table BEFORE TRUNCATE ON ledger"
    " FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()",
)


def upgrade() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_by", sa.String(length=32), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("gave_up_at", UtcDateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.CheckConstraint("sent_at IS NULL OR gave_up_at IS NULL", name=op.f("ck_message_one_end")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("token", name=op.f("uq_message_token")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_message_waiting",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND gave_up_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND gave_up_at IS NULL"),
        )

    op.create_table(
        "stored_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("production_id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=90), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["production_id"],
            ["production.id"],
            name=op.f("fk_stored_pack_production_id_production"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_pack")),
    )
    with op.batch_alter_table("stored_pack", schema=None) as batch_op:
        batch_op.create_index("ix_stored_pack_production_id_id", ["production_id", "id"], unique=False)

    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("request_key", sa.String(length=200), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("booked_by", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "held",
                "confirmed",
                "definitive",
                "attended",
                "waiting",
                "declined",
                "cancelled",
                "expired",
                "no-show",
                name="booking_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("visit_code", sa.String(length=8), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name=op.f("ck_booking_cancelled")),
        sa.CheckConstraint("price_cents >= 0", name=op.f("ck_booking_price")),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_booking_seats")),
        sa.ForeignKeyConstraint(["booked_by"], ["user_account.id"], name=op.f("fk_booking_booked_by_user_account")),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_booking_performance_id_performance")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_booking_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("reference", name=op.f("uq_booking_reference")),
        sa.UniqueConstraint("school_id", "request_key", name=op.f("uq_booking_school_id")),
        sa.UniqueConstraint("visit_code", name=op.f("uq_booking_visit_code")),
    )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_booked_by"), ["booked_by"], unique=False)
        batch_op.create_index("ix_booking_performance_school", ["performance_id", "school_id"], unique=False)

    op.create_table(
        "booking_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("class_group_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "kleuter",
                "lager-1",
                "lager-2",
                "lager-3",
                "secundair-1",
                "secundair-2",
                "secundair-3",
                "buitengewoon-basis",
                "buitengewoon-secundair",
                "okan",
                name="booking_group_level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pupils", sa.Integer(), nullable=False),
        sa.Column("companions", sa.Integer(), nullable=False),
        sa.Column("wheelchair", sa.Integer(), nullable=False),
        sa.CheckConstraint("companions >= 0", name=op.f("ck_booking_group_companions")),
        sa.CheckConstraint("pupils >= 1", name=op.f("ck_booking_group_pupils")),
        sa.CheckConstraint("wheelchair BETWEEN 0 AND pupils + companions", name=op.f("ck_booking_group_wheelchair")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_booking_group_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name=op.f("fk_booking_group_class_group_id_class_group"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_group")),
    )
    with op.batch_alter_table("booking_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_group_booking_id"), ["booking_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_group_class_group_id"), ["class_group_id"], unique=False)

    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("booked", "cancelled", name="ledger_kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("school_name", sa.String(length=120), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("actor_email", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_ledger_actor_id_user_account")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_ledger_booking_id_booking")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_ledger_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_ledger_performance_id_performance")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_ledger_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_booking_id"), ["booking_id"], unique=False)
        batch_op.create_index("ix_ledger_centre_id_id", ["centre_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_performance_id"), ["performance_id"], unique=False)

    op.create_table(
        "visit_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=64), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("pack_id", sa.String(length=60), nullable=False),
        sa.Column("pack_version", sa.String(length=20), nullable=False),
        sa.Column("pack_digest", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("class_size", sa.Integer(), nullable=False),
        sa.Column("app_version", sa.String(length=40), nullable=False),
        sa.Column("scenes", sa.JSON(), nullable=False),
        sa.Column("concepts", sa.JSON(), nullable=False),
        sa.CheckConstraint("class_size >= 8", name=op.f("ck_visit_run_class_size")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_visit_run_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_run")),
        sa.UniqueConstraint("booking_id", "run_id", name=op.f("uq_visit_run_booking_id")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRESQL_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("visit_run")
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_performance_id"))
        batch_op.drop_index("ix_ledger_centre_id_id")
        batch_op.drop_index(batch_op.f("ix_ledger_booking_id"))

    op.drop_table("ledger")
    with op.batch_alter_table("booking_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booking_group_class_group_id"))
        batch_op.drop_index(batch_op.f("ix_booking_group_booking_id"))

    op.drop_table("booking_group")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_index("ix_booking_performance_school")
        batch_op.drop_index(batch_op.f("ix_booking_booked_by"))

    op.drop_table("booking")
    with op.batch_alter_table("stored_pack", schema=None) as batch_op:
        batch_op.drop_index("ix_stored_pack_production_id_id")

    op.drop_table("stored_pack")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_message_waiting",
            sqlite_where=sa.text("sent_at IS NULL AND gave_up_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND gave_up_at IS NULL"),
        )

    op.drop_table("message")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ledger_is_append_only()")
