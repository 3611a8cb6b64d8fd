"""Working regions, languages, photos, tariffs, questions and translations of offers; dates by agreement."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offer_language",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_language_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "language", name=op.f("pk_offer_language")),
    )
    op.create_table(
        "offer_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=120), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.Column("credit", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_photo_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_photo")),
        sa.UniqueConstraint("offer_id", "position", name=op.f("uq_offer_photo_offer_id")),
    )
    with op.batch_alter_table("offer_photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_photo_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "offer_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_question_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_question")),
        sa.UniqueConstraint("offer_id", "position", name=op.f("uq_offer_question_offer_id")),
    )
    with op.batch_alter_table("offer_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_question_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "offer_region",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_region_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "region", name=op.f("pk_offer_region")),
    )
    with op.batch_alter_table("offer_region", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_region_region"), ["region"], unique=False)

    op.create_table(
        "offer_tariff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.CheckConstraint("price_cents >= 0", name=op.f("ck_offer_tariff_price")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_tariff_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_tariff")),
        sa.UniqueConstraint("offer_id", "name", name=op.f("uq_offer_tariff_offer_id")),
    )
    with op.batch_alter_table("offer_tariff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_tariff_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "offer_translation",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=90), nullable=False),
        sa.Column("short", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_translation_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "language", name=op.f("pk_offer_translation")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by_agreement", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("available_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("available_to", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("copied_from_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_offer_copied_from_id"), ["copied_from_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_offer_copied_from_id_offer"), "offer", ["copied_from_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("offer_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("actor_name", sa.String(length=120), nullable=False, server_default=""))

    with op.batch_alter_table("performance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agreed_with_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_performance_agreed_with_id"), ["agreed_with_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_performance_agreed_with_id_school"), "school", ["agreed_with_id"], ["id"]
        )

    # What a default was for is done: the models give the values from here on.
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.alter_column("by_agreement", server_default=None)
    with op.batch_alter_table("offer_change", schema=None) as batch_op:
        batch_op.alter_column("actor_name", server_default=None)
    op.execute(
        "UPDATE offer SET by_agreement = (SELECT count(*) = 0 FROM performance WHERE performance.offer_id = offer.id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("performance", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_performance_agreed_with_id_school"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_performance_agreed_with_id"))
        batch_op.drop_column("agreed_with_id")

    with op.batch_alter_table("offer_change", schema=None) as batch_op:
        batch_op.drop_column("actor_name")

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_offer_copied_from_id_offer"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_offer_copied_from_id"))
        batch_op.drop_column("copied_from_id")
        batch_op.drop_column("available_to")
        batch_op.drop_column("available_from")
        batch_op.drop_column("by_agreement")

    op.drop_table("offer_translation")
    with op.batch_alter_table("offer_tariff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_tariff_offer_id"))

    op.drop_table("offer_tariff")
    with op.batch_alter_table("offer_region", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_region_region"))

    op.drop_table("offer_region")
    with op.batch_alter_table("offer_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_question_offer_id"))

    op.drop_table("offer_question")
    with op.batch_alter_table("offer_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_photo_offer_id"))

    op.drop_table("offer_photo")
    op.drop_table("offer_language")
