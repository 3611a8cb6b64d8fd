"""Titles, licences, class sets and their readers."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "title",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("library_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("themes", sa.String(length=200), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=False),
        sa.Column("age_to", sa.Integer(), nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("cover", sa.String(length=200), nullable=False),
        sa.Column("production_slug", sa.String(length=100), nullable=True),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["library.id"], name=op.f("fk_title_library_id_library")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title")),
        sa.UniqueConstraint("slug", name=op.f("uq_title_slug")),
    )
    with op.batch_alter_table("title", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_title_library_id"), ["library_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_title_production_slug"), ["production_slug"], unique=False)

    op.create_table(
        "chapter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_chapter_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter")),
        sa.UniqueConstraint("title_id", "position", name=op.f("uq_chapter_title_id")),
    )
    op.create_table(
        "licence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("loans_total", sa.Integer(), nullable=True),
        sa.Column("loans_spent", sa.Integer(), nullable=False),
        sa.CheckConstraint("copies IS NULL OR copies > 0", name=op.f("ck_licence_copies")),
        sa.CheckConstraint(
            "from_day IS NULL OR until_day IS NULL OR from_day <= until_day", name=op.f("ck_licence_days")
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_licence_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
    )
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_licence_title_id"), ["title_id"], unique=False)

    op.create_table(
        "title_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_title_file_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_file")),
        sa.UniqueConstraint("title_id", "name", name=op.f("uq_title_file_title_id")),
    )
    op.create_table(
        "class_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("class_group_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("assigned_by", sa.Integer(), nullable=False),
        sa.Column("licence_id", sa.Integer(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("request_key", sa.String(length=40), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("copies BETWEEN 1 AND 46", name=op.f("ck_class_set_copies")),
        sa.CheckConstraint("from_day <= until_day", name=op.f("ck_class_set_days")),
        sa.ForeignKeyConstraint(
            ["assigned_by"], ["user_account.id"], name=op.f("fk_class_set_assigned_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["class_group_id"], ["class_group.id"], name=op.f("fk_class_set_class_group_id_class_group")
        ),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_class_set_licence_id_licence")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_class_set_school_id_school")),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"], name=op.f("fk_class_set_title_id_title")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_set")),
        sa.UniqueConstraint("code", name=op.f("uq_class_set_code")),
        sa.UniqueConstraint("school_id", "request_key", name=op.f("uq_class_set_school_id")),
    )
    with op.batch_alter_table("class_set", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_class_set_school_id"), ["school_id"], unique=False)
        batch_op.create_index("ix_class_set_title_days", ["title_id", "from_day", "until_day"], unique=False)

    op.create_table(
        "reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_set_id", sa.Integer(), nullable=False),
        sa.Column(
            "animal",
            sa.Enum(
                "beer",
                "bever",
                "bij",
                "das",
                "dolfijn",
                "eend",
                "eekhoorn",
                "egel",
                "ezel",
                "fazant",
                "gans",
                "geit",
                "haas",
                "hamster",
                "hert",
                "hond",
                "ijsbeer",
                "kameel",
                "kangoeroe",
                "kat",
                "kikker",
                "kip",
                "koala",
                "koe",
                "konijn",
                "krab",
                "leeuw",
                "muis",
                "nijlpaard",
                "olifant",
                "otter",
                "paard",
                "panda",
                "pinguin",
                "schaap",
                "schildpad",
                "slak",
                "tijger",
                "uil",
                "varken",
                "vlinder",
                "vos",
                "walvis",
                "wolf",
                "zebra",
                "zeehond",
                name="animal",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("stamp", sa.String(length=32), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("place", sa.Double(), nullable=False),
        sa.Column("furthest", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_set_id"], ["class_set.id"], name=op.f("fk_reader_class_set_id_class_set"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader")),
        sa.UniqueConstraint("class_set_id", "animal", name=op.f("uq_reader_class_set_id")),
    )


def downgrade() -> None:
    op.drop_table("reader")
    with op.batch_alter_table("class_set", schema=None) as batch_op:
        batch_op.drop_index("ix_class_set_title_days")
        batch_op.drop_index(batch_op.f("ix_class_set_school_id"))

    op.drop_table("class_set")
    op.drop_table("title_file")
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licence_title_id"))

    op.drop_table("licence")
    op.drop_table("chapter")
    with op.batch_alter_table("title", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_title_production_slug"))
        batch_op.drop_index(batch_op.f("ix_title_library_id"))

    op.drop_table("title")
