"""Where offers came from, their history, and the reports of imports."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house_source",
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_house_source_centre_id_centre")),
        sa.PrimaryKeyConstraint("external_id", name=op.f("pk_house_source")),
    )
    with op.batch_alter_table("house_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_house_source_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum("preview", "done", name="import_run_state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("corrected", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user_account.id"], name=op.f("fk_import_run_actor_id_user_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_import_run_centre_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "production_source",
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("production_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["production_id"], ["production.id"], name=op.f("fk_production_source_production_id_production")
        ),
        sa.PrimaryKeyConstraint("external_id", name=op.f("pk_production_source")),
    )
    op.create_table(
        "import_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "corrected",
                "unchanged",
                "refused",
                name="import_outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("bookings", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_import_line_run_id_import_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_line")),
    )
    with op.batch_alter_table("import_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_line_run_id"), ["run_id"], unique=False)

    op.create_table(
        "offer_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "created",
                "changed",
                "withdrawn",
                name="offer_change_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user_account.id"], name=op.f("fk_offer_change_actor_id_user_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_change_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_change")),
    )
    with op.batch_alter_table("offer_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_change_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "offer_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_offer_source_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_source_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_source")),
        sa.UniqueConstraint("centre_id", "external_id", name=op.f("uq_offer_source_centre_id")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_offer_source_offer_id")),
    )
    with op.batch_alter_table("offer_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_source_external_id"), ["external_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("offer_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_source_external_id"))

    op.drop_table("offer_source")
    with op.batch_alter_table("offer_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_change_offer_id"))

    op.drop_table("offer_change")
    with op.batch_alter_table("import_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_line_run_id"))

    op.drop_table("import_line")
    op.drop_table("production_source")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_centre_id"))

    op.drop_table("import_run")
    with op.batch_alter_table("house_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_house_source_centre_id"))

    op.drop_table("house_source")
