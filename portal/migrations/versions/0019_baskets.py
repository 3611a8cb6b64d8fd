"""Baskets, the maximum bill, transport and what somebody needs."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "basket",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("whole_days", sa.Boolean(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_basket_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_basket")),
    )
    op.create_table(
        "budget_limit",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.String(length=9), nullable=False),
        sa.Column(
            "stage",
            sa.Enum("kleuter", "lager", name="budget_stage", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_budget_limit_cents")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_budget_limit_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("school_id", "school_year", "stage", name=op.f("pk_budget_limit")),
    )
    op.create_table(
        "bus_stand",
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_bus_stand_centre_id_centre"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("centre_id", name=op.f("pk_bus_stand")),
    )
    op.create_table(
        "school_pickup",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_school_pickup_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_school_pickup")),
    )
    op.create_table(
        "class_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_group_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=32), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("is_per_pupil", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("cents >= 1", name=op.f("ck_class_cost_cents")),
        sa.ForeignKeyConstraint(["added_by"], ["user_account.id"], name=op.f("fk_class_cost_added_by_user_account")),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name=op.f("fk_class_cost_class_group_id_class_group"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_cost")),
        sa.UniqueConstraint("request_key", name=op.f("uq_class_cost_request_key")),
    )
    with op.batch_alter_table("class_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_class_cost_class_group_id"), ["class_group_id"], unique=False)

    op.create_table(
        "basket_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("request_key", sa.String(length=200), nullable=False),
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("refused", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_basket_line_booking_id_booking"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["performance_id"],
            ["performance.id"],
            name=op.f("fk_basket_line_performance_id_performance"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_basket_line_school_id_school")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["basket.user_id"], name=op.f("fk_basket_line_user_id_basket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basket_line")),
        sa.UniqueConstraint("request_key", name=op.f("uq_basket_line_request_key")),
    )
    with op.batch_alter_table("basket_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_basket_line_booking_id"), ["booking_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_basket_line_performance_id"), ["performance_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_basket_line_user_id"), ["user_id"], unique=False)

    op.create_table(
        "transport",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column(
            "how",
            sa.Enum(
                "school-bus",
                "house-bus",
                "public-transport",
                "on-foot",
                "by-bike",
                name="travel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("pickup_place", sa.String(length=160), nullable=False),
        sa.Column("pickup_at", UtcDateTime(), nullable=True),
        sa.Column("return_at", UtcDateTime(), nullable=True),
        sa.Column("cost_cents", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("free_seats", sa.Integer(), nullable=False),
        sa.Column("given_seats", sa.Integer(), nullable=False),
        sa.Column("bay", sa.String(length=30), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("cost_cents >= 0", name=op.f("ck_transport_cost")),
        sa.CheckConstraint("given_seats BETWEEN 0 AND free_seats", name=op.f("ck_transport_seats")),
        sa.CheckConstraint("people >= 1", name=op.f("ck_transport_people")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_transport_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["user_account.id"], name=op.f("fk_transport_changed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_transport")),
    )
    op.create_table(
        "booking_group_need",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column(
            "need",
            sa.Enum(
                "low-stimulus",
                "interpreter",
                "hearing-loop",
                "audio-description",
                name="booking_need",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people >= 1", name=op.f("ck_booking_group_need_people")),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["booking_group.id"],
            name=op.f("fk_booking_group_need_group_id_booking_group"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "need", name=op.f("pk_booking_group_need")),
    )
    op.create_table(
        "bus_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "accepted",
                "declined",
                "withdrawn",
                name="share_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("people >= 1", name=op.f("ck_bus_share_people")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f("fk_bus_share_answered_by_user_account")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_bus_share_asked_by_user_account")),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["booking.id"], name=op.f("fk_bus_share_asker_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["transport.booking_id"], name=op.f("fk_bus_share_giver_id_transport"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bus_share")),
        sa.UniqueConstraint("giver_id", "asker_id", name=op.f("uq_bus_share_giver_id")),
    )
    with op.batch_alter_table("bus_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bus_share_asker_id"), ["asker_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("bus_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bus_share_asker_id"))

    op.drop_table("bus_share")
    op.drop_table("booking_group_need")
    op.drop_table("transport")
    with op.batch_alter_table("basket_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_basket_line_user_id"))
        batch_op.drop_index(batch_op.f("ix_basket_line_performance_id"))
        batch_op.drop_index(batch_op.f("ix_basket_line_booking_id"))

    op.drop_table("basket_line")
    with op.batch_alter_table("class_cost", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_class_cost_class_group_id"))

    op.drop_table("class_cost")
    op.drop_table("school_pickup")
    op.drop_table("bus_stand")
    op.drop_table("budget_limit")
    op.drop_table("basket")
