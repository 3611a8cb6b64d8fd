"""Waiting lists of titles, metered seats, lots that were revoked."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "set_wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("class_group_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("request_key", sa.String(length=40), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=True),
        sa.Column("offered_from", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "refused",
                "lapsed",
                "left",
                "closed",
                "elsewhere",
                "withdrawn",
                name="set_wait_outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(offered_at IS NULL) = (answer_by IS NULL)", name=op.f("ck_set_wait_offer")),
        sa.CheckConstraint("(offered_at IS NULL) = (offered_from IS NULL)", name=op.f("ck_set_wait_offered")),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_set_wait_ending")),
        sa.CheckConstraint("copies BETWEEN 1 AND 46", name=op.f("ck_set_wait_copies")),
        sa.CheckConstraint("from_day <= until_day", name=op.f("ck_set_wait_days")),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_set_wait_asked_by_user_account")),
        sa.ForeignKeyConstraint(
            ["class_group_id"], ["class_group.id"], name=op.f("fk_set_wait_class_group_id_class_group")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_set_wait_school_id_school")),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_set_wait_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_wait")),
        sa.UniqueConstraint("school_id", "request_key", name=op.f("uq_set_wait_school_id")),
    )
    with op.batch_alter_table("set_wait", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_set_wait_class_group_id"), ["class_group_id"], unique=False)
        batch_op.create_index(
            "ix_set_wait_line",
            ["title_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "seat_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=False),
        sa.Column("class_set_id", sa.Integer(), nullable=True),
        sa.Column("set_wait_id", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("loans", sa.Integer(), nullable=False),
        sa.CheckConstraint("(class_set_id IS NULL) <> (set_wait_id IS NULL)", name=op.f("ck_seat_block_one_holder")),
        sa.CheckConstraint("opened BETWEEN 0 AND seats AND seats <= loans", name=op.f("ck_seat_block_counts")),
        sa.ForeignKeyConstraint(
            ["class_set_id"], ["class_set.id"], name=op.f("fk_seat_block_class_set_id_class_set"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["licence_id"], ["licence.id"], name=op.f("fk_seat_block_licence_id_licence"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["set_wait_id"], ["set_wait.id"], name=op.f("fk_seat_block_set_wait_id_set_wait"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_block")),
        sa.UniqueConstraint("class_set_id", "licence_id", name=op.f("uq_seat_block_class_set_id")),
        sa.UniqueConstraint("set_wait_id", "licence_id", name="uq_seat_block_set_wait_id"),
    )
    with op.batch_alter_table("seat_block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_block_licence_id"), ["licence_id"], unique=False)

    op.execute(
        "INSERT INTO seat_block (licence_id, class_set_id, seats, opened, loans)"
        " SELECT licence_id, id, copies, 0, copies FROM class_set WHERE licence_id IS NOT NULL"
    )
    with op.batch_alter_table("class_set", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revoked_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("revoked_because", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("end_told_at", UtcDateTime(), nullable=True))
        batch_op.drop_constraint(batch_op.f("fk_class_set_licence_id_licence"), type_="foreignkey")
        batch_op.drop_column("licence_id")

    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revoked_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("revoked_because", sa.String(length=300), nullable=False, server_default=""))
        batch_op.create_check_constraint(
            batch_op.f("ck_licence_loans"), "loans_spent >= 0 AND (loans_total IS NULL OR loans_spent <= loans_total)"
        )

    with op.batch_alter_table("reader", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reader", schema=None) as batch_op:
        batch_op.drop_column("left_at")

    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_licence_loans"), type_="check")
        batch_op.drop_column("revoked_because")
        batch_op.drop_column("revoked_at")

    with op.batch_alter_table("class_set", schema=None) as batch_op:
        batch_op.add_column(sa.Column("licence_id", sa.INTEGER(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_class_set_licence_id_licence"), "licence", ["licence_id"], ["id"])
        batch_op.drop_column("end_told_at")
        batch_op.drop_column("revoked_because")
        batch_op.drop_column("revoked_at")

    op.execute(
        "UPDATE class_set SET licence_id = (SELECT min(licence_id) FROM seat_block WHERE class_set_id = class_set.id)"
    )
    with op.batch_alter_table("seat_block", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_block_licence_id"))

    op.drop_table("seat_block")
    with op.batch_alter_table("set_wait", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_set_wait_line", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_set_wait_class_group_id"))

    op.drop_table("set_wait")
