"""Reading goals, questions at chapters, answers, and counters without persons."""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "title_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_title_question_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_question")),
    )
    with op.batch_alter_table("title_question", schema=None) as batch_op:
        batch_op.create_index("ix_title_question_title_chapter", ["title_id", "chapter"], unique=False)

    op.create_table(
        "chapter_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_set_id", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_set_id"],
            ["class_set.id"],
            name=op.f("fk_chapter_question_class_set_id_class_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter_question")),
    )
    with op.batch_alter_table("chapter_question", schema=None) as batch_op:
        batch_op.create_index("ix_chapter_question_set_chapter", ["class_set_id", "chapter"], unique=False)

    op.create_table(
        "reading_counters",
        sa.Column("class_set_id", sa.Integer(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.Column("reached", sa.JSON(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("counted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_set_id"],
            ["class_set.id"],
            name=op.f("fk_reading_counters_class_set_id_class_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("class_set_id", name=op.f("pk_reading_counters")),
    )
    op.create_table(
        "reading_goal",
        sa.Column("class_set_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.CheckConstraint("chapter > 0", name=op.f("ck_reading_goal_chapter")),
        sa.ForeignKeyConstraint(
            ["class_set_id"],
            ["class_set.id"],
            name=op.f("fk_reading_goal_class_set_id_class_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("class_set_id", "monday", name=op.f("pk_reading_goal")),
    )
    op.create_table(
        "chapter_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["chapter_question.id"],
            name=op.f("fk_chapter_answer_question_id_chapter_question"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["reader.id"], name=op.f("fk_chapter_answer_reader_id_reader"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter_answer")),
        sa.UniqueConstraint("question_id", "reader_id", name=op.f("uq_chapter_answer_question_id")),
    )
    with op.batch_alter_table("chapter_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chapter_answer_reader_id"), ["reader_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("chapter_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chapter_answer_reader_id"))

    op.drop_table("chapter_answer")
    op.drop_table("reading_goal")
    op.drop_table("reading_counters")
    with op.batch_alter_table("chapter_question", schema=None) as batch_op:
        batch_op.drop_index("ix_chapter_question_set_chapter")

    op.drop_table("chapter_question")
    with op.batch_alter_table("title_question", schema=None) as batch_op:
        batch_op.drop_index("ix_title_question_title_chapter")

    op.drop_table("title_question")
