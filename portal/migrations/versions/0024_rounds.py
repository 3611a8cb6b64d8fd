"""Preference rounds, what schools wish and what the lot gives."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preference_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=90), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "open",
                "closed",
                "drawn",
                "published",
                name="round_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("draws_at", UtcDateTime(), nullable=False),
        sa.Column("most_shows", sa.Integer(), nullable=False),
        sa.Column("preferences", sa.Integer(), nullable=False),
        sa.Column("reserves", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("beacon_source", sa.String(length=200), nullable=False),
        sa.Column("beacon_value", sa.String(length=80), nullable=False),
        sa.Column("touched", sa.Integer(), nullable=False),
        sa.Column("groups_numbered", sa.Integer(), nullable=False),
        sa.Column("wishes_digest", sa.String(length=64), nullable=False),
        sa.Column("protocol", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_by_name", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("drawn_at", UtcDateTime(), nullable=True),
        sa.Column("drawn_by", sa.String(length=120), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("published_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "(state IN ('drawn', 'published')) = (protocol <> '')", name=op.f("ck_preference_round_protocol")
        ),
        sa.CheckConstraint("most_shows BETWEEN 1 AND 9", name=op.f("ck_preference_round_shows")),
        sa.CheckConstraint(
            "opens_at < closes_at AND closes_at <= draws_at", name=op.f("ck_preference_round_moments")
        ),
        sa.CheckConstraint(
            "preferences BETWEEN 1 AND 9 AND reserves BETWEEN 0 AND 9", name=op.f("ck_preference_round_choices")
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_preference_round_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user_account.id"],
            name=op.f("fk_preference_round_made_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference_round")),
        sa.UniqueConstraint("slug", name=op.f("uq_preference_round_slug")),
    )
    with op.batch_alter_table("preference_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preference_round_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_preference_round_state"), ["state"], unique=False)

    op.create_table(
        "round_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_round_correction_by_id_user_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["preference_round.id"],
            name=op.f("fk_round_correction_round_id_preference_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_correction")),
    )
    with op.batch_alter_table("round_correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_correction_round_id"), ["round_id"], unique=False)

    op.create_table(
        "round_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("school_number", sa.Integer(), nullable=False),
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
                name="round_wish_level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pupils", sa.Integer(), nullable=False),
        sa.Column("companions", sa.Integer(), nullable=False),
        sa.Column("wheelchair", sa.Integer(), nullable=False),
        sa.Column("wants", sa.Integer(), nullable=False),
        sa.Column("together", sa.Integer(), nullable=True),
        sa.Column("wished_by", sa.Integer(), nullable=False),
        sa.Column("wished_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("pupils >= 1 AND companions >= 0", name=op.f("ck_round_wish_heads")),
        sa.CheckConstraint("wants >= 1", name=op.f("ck_round_wish_wants")),
        sa.CheckConstraint("wheelchair BETWEEN 0 AND pupils + companions", name=op.f("ck_round_wish_wheelchair")),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name=op.f("fk_round_wish_class_group_id_class_group"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["preference_round.id"],
            name=op.f("fk_round_wish_round_id_preference_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_round_wish_school_id_school")),
        sa.ForeignKeyConstraint(
            ["wished_by"], ["user_account.id"], name=op.f("fk_round_wish_wished_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_wish")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_round_wish_round_id")),
        sa.UniqueConstraint("school_id", "round_id", "name", name=op.f("uq_round_wish_school_id")),
    )
    op.create_table(
        "round_choice",
        sa.Column("wish_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("reserve", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_round_choice_performance_id_performance")
        ),
        sa.ForeignKeyConstraint(
            ["wish_id"], ["round_wish.id"], name=op.f("fk_round_choice_wish_id_round_wish"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wish_id", "place", name=op.f("pk_round_choice")),
        sa.UniqueConstraint("wish_id", "performance_id", name=op.f("uq_round_choice_wish_id")),
    )
    with op.batch_alter_table("round_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_choice_performance_id"), ["performance_id"], unique=False)

    op.create_table(
        "round_performance",
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_round_performance_performance_id_performance")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["preference_round.id"],
            name=op.f("fk_round_performance_round_id_preference_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("performance_id", "round_id", name=op.f("pk_round_performance")),
    )
    with op.batch_alter_table("round_performance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_performance_round_id"), ["round_id"], unique=False)

    op.create_table(
        "round_award",
        sa.Column("wish_id", sa.Integer(), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("pass_number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("reserve", sa.Boolean(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_round_award_booking_id_booking"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_round_award_performance_id_performance")
        ),
        sa.ForeignKeyConstraint(
            ["wish_id"], ["round_wish.id"], name=op.f("fk_round_award_wish_id_round_wish"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wish_id", "performance_id", name=op.f("pk_round_award")),
    )
    with op.batch_alter_table("round_award", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_award_booking_id"), ["booking_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_award_performance_id"), ["performance_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("round_award", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_award_performance_id"))
        batch_op.drop_index(batch_op.f("ix_round_award_booking_id"))

    op.drop_table("round_award")
    with op.batch_alter_table("round_performance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_performance_round_id"))

    op.drop_table("round_performance")
    with op.batch_alter_table("round_choice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_choice_performance_id"))

    op.drop_table("round_choice")
    op.drop_table("round_wish")
    with op.batch_alter_table("round_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_correction_round_id"))

    op.drop_table("round_correction")
    with op.batch_alter_table("preference_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_preference_round_state"))
        batch_op.drop_index(batch_op.f("ix_preference_round_centre_id"))

    op.drop_table("preference_round")
