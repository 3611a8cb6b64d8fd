"""Tables that only grow, and the one thing that may change in them: who an erased person was.

The database itself refuses every UPDATE and DELETE, for our own code, a script and somebody with a shell alike, but
for one: the name of somebody whose account is erased becomes that of nobody. Seats, money, moments and reasons stay.
"""

from collections.abc import Mapping

from sqlalchemy import DDL, Table, event

FORMER = "voormalige collega"
"""Who did what an erased account did."""


def append_only(
    table: Table, *, who: str = "", names: Mapping[str, str] | None = None
) -> tuple[tuple[str, str], ...]:
    """The triggers of a table, each with its dialect. `who`: the column with the account; `names`: what becomes of
    the columns that say who that was."""
    name, word, told = table.name, f"{_called(table.name)} is append-only", dict(names or {})
    unless = f" WHEN NOT ({_same_in_sqlite(table, told)} AND {_is_erased(who)})" if told else ""
    let_go = f"{_same_in_postgresql(told)} AND {_is_erased(who)}"
    # Two steps: there is no NEW on a DELETE, and PostgreSQL doesn't promise to look at one condition first.
    but = f" IF TG_OP = 'UPDATE' THEN IF {let_go} THEN RETURN NEW; END IF; END IF;"
    return (
        (
            "sqlite",
            f"CREATE TRIGGER {name}_keeps_rows BEFORE DELETE ON {name} BEGIN SELECT RAISE(ABORT, '{word}'); END",
        ),
        (
            "sqlite",
            f"CREATE TRIGGER {name}_keeps_words BEFORE UPDATE ON {name}{unless}"
            f" BEGIN SELECT RAISE(ABORT, '{word}'); END",
        ),
        (
            "postgresql",
            f"CREATE OR REPLACE FUNCTION {name}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN{but if told else ''}"
            f" RAISE EXCEPTION '{word}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        ),
        (
            "postgresql",
            f"CREATE TRIGGER {name}_keeps_rows BEFORE UPDATE OR DELETE ON {name}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}_is_append_only()",
        ),
        (
            "postgresql",
            f"CREATE TRIGGER {name}_keeps_table BEFORE TRUNCATE ON {name}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}_is_append_only()",
        ),
    )


def _called(table: str) -> str:
    return f"the {table}" if table == "ledger" else table


def _same_in_sqlite(table: Table, told: Mapping[str, str]) -> str:
    kept = [f"NEW.{column.name} IS OLD.{column.name}" for column in table.c if column.name not in told]
    return " AND ".join([*kept, *(f"NEW.{column} = '{text}'" for column, text in told.items())])


def _same_in_postgresql(told: Mapping[str, str]) -> str:
    without = "".join(f" - '{column}'" for column in told)
    became = " AND ".join(f"NEW.{column} = '{text}'" for column, text in told.items())
    return f"(to_jsonb(NEW){without}) = (to_jsonb(OLD){without}) AND {became}"


def _is_erased(who: str) -> str:
    return f"EXISTS (SELECT 1 FROM user_account WHERE id = OLD.{who} AND erased_at IS NOT NULL)"  # noqa: S608


def keep(table: Table, statements: tuple[tuple[str, str], ...]) -> None:
    """Make the triggers with the table."""
    for dialect, statement in statements:
        # DDL() reads % as a placeholder; none of the statements has one.
        ddl = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
