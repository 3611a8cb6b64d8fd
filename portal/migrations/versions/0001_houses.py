"""Municipalities, houses, people."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("slug", name=op.f("uq_company_slug")),
    )
    op.create_table(
        "municipality",
        sa.Column("nis", sa.String(length=5), nullable=False),
        sa.Column("name_nl", sa.String(length=60), nullable=False),
        sa.Column("name_fr", sa.String(length=60), nullable=False),
        sa.Column(
            "province",
            sa.Enum(
                "antwerpen",
                "limburg",
                "oost-vlaanderen",
                "vlaams-brabant",
                "west-vlaanderen",
                "brussel",
                name="province",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("nis", name=op.f("pk_municipality")),
    )
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipality_name_nl"), ["name_nl"], unique=False)
        batch_op.create_index(batch_op.f("ix_municipality_province"), ["province"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("session_stamp", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_api_token_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_token_digest")),
    )
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_token_user_id"), ["user_id"], unique=False)

    op.create_table(
        "centre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("nis", sa.String(length=5), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postal_code", sa.String(length=4), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("how_to_arrive", sa.Text(), nullable=False),
        sa.Column("arrive_minutes_early", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nis"], ["municipality.nis"], name=op.f("fk_centre_nis_municipality")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
        sa.UniqueConstraint("slug", name=op.f("uq_centre_slug")),
    )
    with op.batch_alter_table("centre", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_centre_nis"), ["nis"], unique=False)

    op.create_table(
        "library",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("nis", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(["nis"], ["municipality.nis"], name=op.f("fk_library_nis_municipality")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library")),
        sa.UniqueConstraint("slug", name=op.f("uq_library_slug")),
    )
    with op.batch_alter_table("library", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_nis"), ["nis"], unique=False)

    op.create_table(
        "postal_code",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("nis", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(["nis"], ["municipality.nis"], name=op.f("fk_postal_code_nis_municipality")),
        sa.PrimaryKeyConstraint("code", "nis", name=op.f("pk_postal_code")),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("nis", sa.String(length=5), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postal_code", sa.String(length=4), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["nis"], ["municipality.nis"], name=op.f("fk_school_nis_municipality")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("slug", name=op.f("uq_school_slug")),
    )
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_nis"), ["nis"], unique=False)

    op.create_table(
        "class_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
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
                name="class_level",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pupils", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.String(length=9), nullable=False),
        sa.CheckConstraint("pupils BETWEEN 1 AND 60", name=op.f("ck_class_group_pupils")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_class_group_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_group")),
        sa.UniqueConstraint("school_id", "school_year", "name", name=op.f("uq_class_group_school_id")),
    )
    with op.batch_alter_table("class_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_class_group_school_id"), ["school_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "teacher",
                "office",
                "editor",
                "booker",
                "door",
                "centre-admin",
                "author",
                "library",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("library_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN school_id IS NULL THEN 0 ELSE 1 END + CASE WHEN centre_id IS NULL THEN 0 ELSE 1 END + CASE WHEN company_id IS NULL THEN 0 ELSE 1 END + CASE WHEN library_id IS NULL THEN 0 ELSE 1 END) = CASE WHEN role = 'admin' THEN 0 ELSE 1 END",
            name=op.f("ck_membership_one_house"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_membership_centre_id_centre")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_membership_company_id_company")),
        sa.ForeignKeyConstraint(["library_id"], ["library.id"], name=op.f("fk_membership_library_id_library")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_membership_school_id_school")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_membership_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_user_id"), ["user_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_user_id"))

    op.drop_table("membership")
    with op.batch_alter_table("class_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_class_group_school_id"))

    op.drop_table("class_group")
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_nis"))

    op.drop_table("school")
    op.drop_table("postal_code")
    with op.batch_alter_table("library", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_nis"))

    op.drop_table("library")
    with op.batch_alter_table("centre", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_centre_nis"))

    op.drop_table("centre")
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_token_user_id"))

    op.drop_table("api_token")
    op.drop_table("user_account")
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipality_province"))
        batch_op.drop_index(batch_op.f("ix_municipality_name_nl"))

    op.drop_table("municipality")
    op.drop_table("company")
