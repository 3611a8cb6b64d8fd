"""Titles that go with shows, and titles that a library puts in front.

A title named its show by the slug of one production; now any number of titles go with any number of shows.
"""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "title_push",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("line", sa.String(length=160), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("from_day <= until_day", name=op.f("ck_title_push_days")),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_title_push_library_id_library"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_title_push_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_push")),
        sa.UniqueConstraint("library_id", "title_id", "from_day", name=op.f("uq_title_push_library_id")),
    )
    with op.batch_alter_table("title_push", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_title_push_title_id"), ["title_id"], unique=False)
    op.create_table(
        "title_show",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("production_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(production_id IS NULL) <> (offer_id IS NULL)", name=op.f("ck_title_show_one_show")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_title_show_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["production_id"],
            ["production.id"],
            name=op.f("fk_title_show_production_id_production"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_title_show_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_show")),
        sa.UniqueConstraint("title_id", "offer_id", name="title_show_offer"),
        sa.UniqueConstraint("title_id", "production_id", name="title_show_production"),
    )
    with op.batch_alter_table("title_show", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_title_show_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_title_show_production_id"), ["production_id"], unique=False)
    op.execute(
        "INSERT INTO title_show (title_id, production_id) SELECT title.id, production.id"
        " FROM title JOIN production ON production.slug = title.production_slug"
    )
    with op.batch_alter_table("title", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_title_production_slug"))
        batch_op.drop_column("production_slug")


def downgrade() -> None:
    with op.batch_alter_table("title", schema=None) as batch_op:
        batch_op.add_column(sa.Column("production_slug", sa.String(length=100), nullable=True))
        batch_op.create_index(batch_op.f("ix_title_production_slug"), ["production_slug"], unique=False)
    op.execute(
        "UPDATE title SET production_slug = (SELECT min(production.slug) FROM production"
        " JOIN title_show ON title_show.production_id = production.id WHERE title_show.title_id = title.id)"
    )
    op.drop_table("title_show")
    op.drop_table("title_push")
