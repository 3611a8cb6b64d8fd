"""Facts of productions, open fields of drafts, and how a change came."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


DEFAULTED = {
    "offer": ("open_fields",),
    "offer_change": ("via",),
    "production": (
        "kind",
        "short",
        "description",
        "before_text",
        "after_text",
        "content_notes",
        "language",
        "performance_mode",
        "is_shared",
    ),
}


def upgrade() -> None:
    op.create_table(
        "production_level",
        sa.Column("production_id", sa.Integer(), nullable=False),
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
                name="production_class_level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["production_id"],
            ["production.id"],
            name=op.f("fk_production_level_production_id_production"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("production_id", "level", name=op.f("pk_production_level")),
    )
    op.create_table(
        "production_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("production_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=120), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.Column("credit", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["production_id"],
            ["production.id"],
            name=op.f("fk_production_photo_production_id_production"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_production_photo")),
        sa.UniqueConstraint("production_id", "position", name=op.f("uq_production_photo_production_id")),
    )
    with op.batch_alter_table("production_photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_production_photo_production_id"), ["production_id"], unique=False)

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("open_fields", sa.String(length=120), nullable=False, server_default=""))

    with op.batch_alter_table("offer_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("via", sa.String(length=16), nullable=False, server_default=""))

    with op.batch_alter_table("production", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(
                    "performance",
                    "workshop",
                    "tour",
                    "film",
                    "training",
                    name="production_kind",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=False,
                server_default="performance",
            )
        )
        batch_op.add_column(
            sa.Column(
                "discipline",
                sa.Enum(
                    "theatre",
                    "puppetry",
                    "dance",
                    "music",
                    "music-theatre",
                    "circus",
                    "film",
                    "visual-arts",
                    "literature",
                    "heritage",
                    name="production_discipline",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("short", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("description", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("before_text", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("after_text", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("content_notes", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("age_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("age_to", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("duration_min", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(length=10), nullable=False, server_default="spoken"))
        batch_op.add_column(
            sa.Column("performance_mode", sa.String(length=16), nullable=False, server_default="standard")
        )
        batch_op.add_column(sa.Column("is_shared", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("updated_at", UtcDateTime(), nullable=True))

    # What a default was for is done: the models give the values from here on.
    for table, columns in DEFAULTED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("production", schema=None) as batch_op:
        batch_op.drop_column("updated_at")
        batch_op.drop_column("is_shared")
        batch_op.drop_column("performance_mode")
        batch_op.drop_column("language")
        batch_op.drop_column("duration_min")
        batch_op.drop_column("age_to")
        batch_op.drop_column("age_from")
        batch_op.drop_column("content_notes")
        batch_op.drop_column("after_text")
        batch_op.drop_column("before_text")
        batch_op.drop_column("description")
        batch_op.drop_column("short")
        batch_op.drop_column("discipline")
        batch_op.drop_column("kind")

    with op.batch_alter_table("offer_change", schema=None) as batch_op:
        batch_op.drop_column("via")

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_column("open_fields")

    with op.batch_alter_table("production_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_production_photo_production_id"))

    op.drop_table("production_photo")
    op.drop_table("production_level")
