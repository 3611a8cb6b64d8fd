"""Halls, productions, offers, performances, and their searchable words."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "production",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=90), nullable=False),
        sa.Column("pack_id", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_production_company_id_company")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_production")),
        sa.UniqueConstraint("slug", name=op.f("uq_production_slug")),
    )
    with op.batch_alter_table("production", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_production_company_id"), ["company_id"], unique=False)

    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("production_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "performance",
                "workshop",
                "tour",
                "film",
                "training",
                name="offer_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
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
                name="discipline",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "mode",
            sa.Enum(
                "on-site",
                "at-school",
                "streamed",
                name="offer_mode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="offer_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=90), nullable=False),
        sa.Column("short", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("before_text", sa.Text(), nullable=False),
        sa.Column("after_text", sa.Text(), nullable=False),
        sa.Column("content_notes", sa.Text(), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=False),
        sa.Column("age_to", sa.Integer(), nullable=False),
        sa.Column("duration_min", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("performance_mode", sa.String(length=16), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column(
            "price_unit",
            sa.Enum("pupil", "group", name="price_unit", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("pupils_per_free_companion", sa.Integer(), nullable=False),
        sa.Column("max_seats_per_school", sa.Integer(), nullable=True),
        sa.Column("wheelchair", sa.Boolean(), nullable=False),
        sa.Column("low_stimulus", sa.Boolean(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("audio_description", sa.Boolean(), nullable=False),
        sa.Column("picture", sa.String(length=120), nullable=False),
        sa.Column("picture_alt", sa.String(length=200), nullable=False),
        sa.Column("picture_credit", sa.String(length=120), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("age_from <= age_to", name=op.f("ck_offer_ages")),
        sa.CheckConstraint("price_cents >= 0", name=op.f("ck_offer_price")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_offer_centre_id_centre")),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], name=op.f("fk_offer_production_id_production")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("slug", name=op.f("uq_offer_slug")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_production_id"), ["production_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_state"), ["state"], unique=False)

    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("wheelchair_places", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_venue_centre_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
    )
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_venue_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "offer_level",
        sa.Column("offer_id", sa.Integer(), nullable=False),
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
                name="offer_class_level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_level_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "level", name=op.f("pk_offer_level")),
    )
    op.create_table(
        "offer_word",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "stem",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_word_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "word", name=op.f("pk_offer_word")),
    )
    with op.batch_alter_table("offer_word", schema=None) as batch_op:
        batch_op.create_index("ix_offer_word_stem", ["stem", "offer_id"], unique=False)
        batch_op.create_index("ix_offer_word_word", ["word", "offer_id"], unique=False)

    op.create_table(
        "performance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("seats_taken", sa.Integer(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("in_school_hours", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned", "cancelled", name="performance_state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.CheckConstraint("seats_taken BETWEEN 0 AND capacity", name=op.f("ck_performance_seats")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_performance_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_performance_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance")),
    )
    with op.batch_alter_table("performance", schema=None) as batch_op:
        batch_op.create_index("ix_performance_day_left", ["day", "offer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_performance_offer_id"), ["offer_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("performance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_performance_offer_id"))
        batch_op.drop_index("ix_performance_day_left")

    op.drop_table("performance")
    with op.batch_alter_table("offer_word", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_word_word")
        batch_op.drop_index("ix_offer_word_stem")

    op.drop_table("offer_word")
    op.drop_table("offer_level")
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venue_centre_id"))

    op.drop_table("venue")
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_state"))
        batch_op.drop_index(batch_op.f("ix_offer_production_id"))
        batch_op.drop_index(batch_op.f("ix_offer_centre_id"))

    op.drop_table("offer")
    with op.batch_alter_table("production", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_production_company_id"))

    op.drop_table("production")
