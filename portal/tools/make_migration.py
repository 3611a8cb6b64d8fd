"""Write the next migration from the difference between the models and the migrations so far.

    python -m portal.tools.make_migration bookings "Bookings, their groups and the ledger"

makes `portal/migrations/versions/0003_bookings.py` when 0002 is the newest. Read it before you commit it:
triggers and data moves are not seen by the comparison. `--only TABLE,TABLE` leaves other new tables out.
"""

import sys
from pathlib import Path

import click
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import DowngradeOps, UpgradeOps

from portal.db import make_engine
from portal.migrations import state
from portal.migrations.tables import metadata

HEADER = '''"""{message}."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "{revision}"
down_revision = {down!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
{up}


def downgrade() -> None:
{down_code}
'''


def _code(operations: UpgradeOps | DowngradeOps) -> str:
    rendered = str(render_python_code(operations, render_as_batch=True))
    lines = [line for line in rendered.splitlines() if not line.lstrip().startswith("# ###")]
    text = "\n".join(lines).replace("portal.db.UtcDateTime(timezone=True)", "UtcDateTime()").rstrip()
    return text if text.strip().startswith("op.") or "with op." in text else "    pass"


@click.command(help=__doc__)
@click.argument("name")
@click.argument("message")
@click.option("--only", default="", help="Tables to take, with commas; without it all.")
def main(name: str, message: str, only: str) -> None:
    wanted = set(filter(None, only.split(",")))
    versions = Path(state.HERE) / "versions"
    existing = sorted(path.stem.partition("_")[0] for path in versions.glob("[0-9]*.py"))
    revision = f"{int(existing[-1]) + 1 if existing else 1:04d}"
    engine = make_engine("sqlite://")
    if existing:
        state.upgrade(engine)
    options = {"include_object": lambda _o, n, kind, _r, _c: kind != "table" or not wanted or n in wanted}
    with engine.connect() as connection:
        found = produce_migrations(MigrationContext.configure(connection, opts=options), metadata)
    if found.upgrade_ops is None or found.downgrade_ops is None:
        sys.exit("Nothing to compare.")
    path = versions / f"{revision}_{name}.py"
    path.write_text(
        HEADER.format(
            message=message.rstrip("."),
            revision=revision,
            down=existing[-1] if existing else None,
            up=_code(found.upgrade_ops),
            down_code=_code(found.downgrade_ops),
        ),
        encoding="utf-8",
    )
    click.echo(path)


if __name__ == "__main__":
    main()
