"""Dates that school and house agree on."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("request_key", sa.String(length=200), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                "withdrawn",
                name="proposal_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "turn",
            sa.Enum("school", "centre", name="proposal_turn", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("(state = 'accepted') = (booking_id IS NOT NULL)", name=op.f("ck_proposal_booked")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_proposal_booking_id_booking")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_proposal_offer_id_offer")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["user_account.id"], name=op.f("fk_proposal_proposed_by_user_account")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_proposal_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("reference", name=op.f("uq_proposal_reference")),
        sa.UniqueConstraint("school_id", "request_key", name=op.f("uq_proposal_school_id")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_school_id"), ["school_id"], unique=False)

    op.create_table(
        "proposal_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
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
                name="proposal_group_level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pupils", sa.Integer(), nullable=False),
        sa.Column("companions", sa.Integer(), nullable=False),
        sa.Column("wheelchair", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name=op.f("fk_proposal_group_class_group_id_class_group"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_group_proposal_id_proposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_group")),
    )
    with op.batch_alter_table("proposal_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_group_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "proposal_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("school", "centre", name="proposal_side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["user_account.id"],
            name=op.f("fk_proposal_round_actor_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_round_proposal_id_proposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_round")),
        sa.UniqueConstraint("proposal_id", "number", name=op.f("uq_proposal_round_proposal_id")),
    )
    with op.batch_alter_table("proposal_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_round_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "proposal_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["proposal_round.id"],
            name=op.f("fk_proposal_date_round_id_proposal_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_date")),
        sa.UniqueConstraint("round_id", "starts_at", name=op.f("uq_proposal_date_round_id")),
    )
    with op.batch_alter_table("proposal_date", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_date_round_id"), ["round_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("proposal_date", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_date_round_id"))

    op.drop_table("proposal_date")
    with op.batch_alter_table("proposal_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_round_proposal_id"))

    op.drop_table("proposal_round")
    with op.batch_alter_table("proposal_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_group_proposal_id"))

    op.drop_table("proposal_group")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_school_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_offer_id"))

    op.drop_table("proposal")
