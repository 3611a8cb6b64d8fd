"""Invoices, payments and what banks say came in."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

FIXED = ("invoice", "invoice_line", "payment", "payment_share")


def _statements(table: str, dialect: str) -> tuple[str, ...]:
    word = f"{table} is append-only"
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_keeps_{what} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{word}'); END"
            for what, verb in (("rows", "DELETE"), ("words", "UPDATE"))
        )
    return (
        f"CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{word}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_keeps_rows BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()",
        f"CREATE TRIGGER {table}_keeps_table BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()",
    )


def upgrade() -> None:
    op.create_table(
        "bank_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("debits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_bank_file_centre_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_file")),
    )
    with op.batch_alter_table("bank_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_file_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "centre_billing",
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("legal_name", sa.String(length=120), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postal_code", sa.String(length=10), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("enterprise", sa.String(length=10), nullable=False),
        sa.Column("has_vat_number", sa.Boolean(), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column(
            "rate",
            sa.Enum("exempt", "6", "21", name="centre_vat", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("remind_after_days", sa.Integer(), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_billing_centre_id_centre")),
        sa.PrimaryKeyConstraint("centre_id", name=op.f("pk_centre_billing")),
    )
    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invoice", "credit-note", name="invoice_kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("structured", sa.String(length=12), nullable=True),
        sa.Column("credits_id", sa.Integer(), nullable=True),
        sa.Column("total_cents", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_by_name", sa.String(length=120), nullable=False),
        sa.CheckConstraint("(kind = 'credit-note') = (credits_id IS NOT NULL)", name=op.f("ck_invoice_credits")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_invoice_sequence")),
        sa.CheckConstraint("total_cents >= 0", name=op.f("ck_invoice_total")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_invoice_centre_id_centre")),
        sa.ForeignKeyConstraint(["credits_id"], ["invoice.id"], name=op.f("fk_invoice_credits_id_invoice")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_invoice_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("centre_id", "kind", "year", "sequence", name=op.f("uq_invoice_number")),
        sa.UniqueConstraint("centre_id", "structured", name=op.f("uq_invoice_structured")),
    )
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.create_index("ix_invoice_centre_id_id", ["centre_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoice_credits_id"), ["credits_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoice_school_id"), ["school_id"], unique=False)

    op.create_table(
        "invoice_series",
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invoice", "credit-note", name="series_kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_invoice_series_centre_id_centre")),
        sa.PrimaryKeyConstraint("centre_id", "kind", "year", name=op.f("pk_invoice_series")),
    )
    op.create_table(
        "school_billing",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postal_code", sa.String(length=10), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("enterprise", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("peppol", sa.String(length=60), nullable=False),
        sa.Column("order_reference", sa.String(length=60), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_billing_school_id_school")),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_school_billing")),
    )
    op.create_table(
        "bank_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("payer", sa.String(length=140), nullable=False),
        sa.Column("payer_iban", sa.String(length=34), nullable=False),
        sa.Column("structured", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "matched",
                "open",
                "assigned",
                "not-ours",
                name="bank_entry_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("cents > 0", name=op.f("ck_bank_entry_cents")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_bank_entry_centre_id_centre")),
        sa.ForeignKeyConstraint(["file_id"], ["bank_file.id"], name=op.f("fk_bank_entry_file_id_bank_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_entry")),
        sa.UniqueConstraint("centre_id", "key", name=op.f("uq_bank_entry_centre_id")),
    )
    with op.batch_alter_table("bank_entry", schema=None) as batch_op:
        batch_op.create_index("ix_bank_entry_centre_id_state", ["centre_id", "state"], unique=False)

    op.create_table(
        "invoice_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sent", "reminder", name="invoice_mail_kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("to_email", sa.String(length=254), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_invoice_mail_invoice_id_invoice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_mail")),
        sa.UniqueConstraint("invoice_id", "kind", "number", name=op.f("uq_invoice_mail_invoice_id")),
    )
    op.create_table(
        "offer_vat",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column(
            "rate",
            sa.Enum("exempt", "6", "21", name="offer_vat_rate", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_vat_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offer_vat")),
    )
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column(
            "how",
            sa.Enum(
                "transfer",
                "cash",
                "card",
                "bank-file",
                "settled",
                name="payment_how",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_payment_cents")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_payment_centre_id_centre")),
        sa.ForeignKeyConstraint(["entry_id"], ["bank_entry.id"], name=op.f("fk_payment_entry_id_bank_entry")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_payment_invoice_id_invoice")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_payment_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_invoice_id"), ["invoice_id"], unique=False)

    op.create_table(
        "invoice_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("credits_line_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=160), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("cents_each", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column(
            "rate",
            sa.Enum("exempt", "6", "21", name="line_vat", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.CheckConstraint("cents = count * cents_each", name=op.f("ck_invoice_line_cents")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_invoice_line_booking_id_booking")),
        sa.ForeignKeyConstraint(
            ["credits_line_id"], ["invoice_line.id"], name=op.f("fk_invoice_line_credits_line_id_invoice_line")
        ),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_invoice_line_invoice_id_invoice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_line")),
        sa.UniqueConstraint("credits_line_id", name=op.f("uq_invoice_line_credits_line_id")),
        sa.UniqueConstraint("invoice_id", "position", name=op.f("uq_invoice_line_invoice_id")),
    )
    with op.batch_alter_table("invoice_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invoice_line_booking_id"), ["booking_id"], unique=False)

    op.create_table(
        "payment_share",
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_payment_share_booking_id_booking")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_payment_share_payment_id_payment")),
        sa.PrimaryKeyConstraint("payment_id", "booking_id", name=op.f("pk_payment_share")),
    )
    with op.batch_alter_table("payment_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_share_booking_id"), ["booking_id"], unique=False)

    dialect = op.get_bind().dialect.name
    for table in FIXED:
        for statement in _statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("payment_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_share_booking_id"))

    op.drop_table("payment_share")
    with op.batch_alter_table("invoice_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invoice_line_booking_id"))

    op.drop_table("invoice_line")
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_invoice_id"))
        batch_op.drop_index(batch_op.f("ix_payment_entry_id"))
        batch_op.drop_index(batch_op.f("ix_payment_centre_id"))

    op.drop_table("payment")
    op.drop_table("offer_vat")
    op.drop_table("invoice_mail")
    with op.batch_alter_table("bank_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_bank_entry_centre_id_state")

    op.drop_table("bank_entry")
    op.drop_table("school_billing")
    op.drop_table("invoice_series")
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invoice_school_id"))
        batch_op.drop_index(batch_op.f("ix_invoice_credits_id"))
        batch_op.drop_index("ix_invoice_centre_id_id")

    op.drop_table("invoice")
    op.drop_table("centre_billing")
    with op.batch_alter_table("bank_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bank_file_centre_id"))

    op.drop_table("bank_file")

    if op.get_bind().dialect.name == "postgresql":
        for table in FIXED:
            op.execute(f"DROP FUNCTION {table}_is_append_only()")
