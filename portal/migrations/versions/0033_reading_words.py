"""The words of a book to search in, and where a book ends."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chapter_text",
        sa.Column("chapter_id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_chapter_text_chapter_id_chapter"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_chapter_text_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chapter_id", name=op.f("pk_chapter_text")),
        sa.UniqueConstraint("title_id", "position", name=op.f("uq_chapter_text_title_id")),
    )
    with op.batch_alter_table("chapter", schema=None) as batch_op:
        batch_op.create_index("ix_chapter_title_linear", ["title_id", "is_linear", "position"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("chapter", schema=None) as batch_op:
        batch_op.drop_index("ix_chapter_title_linear")

    op.drop_table("chapter_text")
