"""The tables that only grow let the name of an erased account go, and nothing else."""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

TABLES = ("ledger", "invoice", "payment")
# Kept here as they were when this migration was written: a migration never follows later code.
SQLITE = (
    (
        "CREATE TRIGGER ledger_keeps_words BEFORE UPDATE ON ledger WHEN NOT (NEW.id IS OLD.id AND NEW.at IS"
        " OLD.at AND NEW.centre_id IS OLD.centre_id AND NEW.performance_id IS OLD.performance_id AND"
        " NEW.booking_id IS OLD.booking_id AND NEW.reference IS OLD.reference AND NEW.kind IS OLD.kind AND"
        " NEW.seats IS OLD.seats AND NEW.cents IS OLD.cents AND NEW.paid_cents IS OLD.paid_cents AND"
        " NEW.school_id IS OLD.school_id AND NEW.school_name IS OLD.school_name AND NEW.actor_id IS"
        " OLD.actor_id AND NEW.reason IS OLD.reason AND NEW.actor_name = 'voormalige collega' AND"
        " NEW.actor_email = '' AND EXISTS (SELECT 1 FROM user_account WHERE id = OLD.actor_id AND erased_at IS"
        " NOT NULL)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    ),
    (
        "CREATE TRIGGER invoice_keeps_words BEFORE UPDATE ON invoice WHEN NOT (NEW.id IS OLD.id AND"
        " NEW.centre_id IS OLD.centre_id AND NEW.school_id IS OLD.school_id AND NEW.kind IS OLD.kind AND"
        " NEW.year IS OLD.year AND NEW.sequence IS OLD.sequence AND NEW.number IS OLD.number AND NEW.issued_on"
        " IS OLD.issued_on AND NEW.due_on IS OLD.due_on AND NEW.structured IS OLD.structured AND"
        " NEW.credits_id IS OLD.credits_id AND NEW.total_cents IS OLD.total_cents AND NEW.facts IS OLD.facts"
        " AND NEW.note IS OLD.note AND NEW.created_at IS OLD.created_at AND NEW.created_by_id IS"
        " OLD.created_by_id AND NEW.created_by_name = 'voormalige collega' AND EXISTS (SELECT 1 FROM"
        " user_account WHERE id = OLD.created_by_id AND erased_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT,"
        " 'invoice is append-only'); END"
    ),
    (
        "CREATE TRIGGER payment_keeps_words BEFORE UPDATE ON payment WHEN NOT (NEW.id IS OLD.id AND"
        " NEW.centre_id IS OLD.centre_id AND NEW.school_id IS OLD.school_id AND NEW.invoice_id IS"
        " OLD.invoice_id AND NEW.paid_on IS OLD.paid_on AND NEW.cents IS OLD.cents AND NEW.how IS OLD.how AND"
        " NEW.note IS OLD.note AND NEW.entry_id IS OLD.entry_id AND NEW.at IS OLD.at AND NEW.actor_id IS"
        " OLD.actor_id AND NEW.actor_name = 'voormalige collega' AND EXISTS (SELECT 1 FROM user_account WHERE"
        " id = OLD.actor_id AND erased_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'payment is append-only');"
        " END"
    ),
)
POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (to_jsonb(NEW) - 'actor_name' - 'actor_email') = (to_jsonb(OLD) -"
        " 'actor_name' - 'actor_email') AND NEW.actor_name = 'voormalige collega' AND NEW.actor_email = '' AND"
        " EXISTS (SELECT 1 FROM user_account WHERE id = OLD.actor_id AND erased_at IS NOT NULL) THEN RETURN"
        " NEW; END IF; END IF; RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE ="
        " 'integrity_constraint_violation'; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION invoice_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (to_jsonb(NEW) - 'created_by_name') = (to_jsonb(OLD) - 'created_by_name')"
        " AND NEW.created_by_name = 'voormalige collega' AND EXISTS (SELECT 1 FROM user_account WHERE id ="
        " OLD.created_by_id AND erased_at IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION"
        " 'invoice is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION payment_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (to_jsonb(NEW) - 'actor_name') = (to_jsonb(OLD) - 'actor_name') AND"
        " NEW.actor_name = 'voormalige collega' AND EXISTS (SELECT 1 FROM user_account WHERE id = OLD.actor_id"
        " AND erased_at IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'payment is append-only'"
        " USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ),
)


def _word(table: str) -> str:
    return f"{'the ledger' if table == 'ledger' else table} is append-only"


def _anew(statements: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            op.execute(f"DROP TRIGGER {table}_keeps_words")
    for statement in statements:
        op.execute(statement)


def upgrade() -> None:
    _anew(SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _anew(
            tuple(
                f"CREATE TRIGGER {table}_keeps_words BEFORE UPDATE ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{_word(table)}'); END"
                for table in TABLES
            )
        )
    else:
        _anew(
            tuple(
                f"CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE EXCEPTION '{_word(table)}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
                for table in TABLES
            )
        )
