"""What a class knew before and after a run."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "probe_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("concept", sa.String(length=60), nullable=False),
        sa.Column(
            "phase",
            sa.Enum("before", "after", name="probe_phase", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("is_control", sa.Boolean(), nullable=False),
        sa.Column("correct", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.CheckConstraint("answered BETWEEN 8 AND 30", name=op.f("ck_probe_count_answered")),
        sa.CheckConstraint("correct BETWEEN 0 AND answered", name=op.f("ck_probe_count_correct")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["visit_run.id"], name=op.f("fk_probe_count_run_id_visit_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_probe_count")),
        sa.UniqueConstraint("run_id", "concept", "phase", name=op.f("uq_probe_count_run_id")),
    )
    # Not through a batch: that would copy the table on SQLite, and leave its CHECK behind.
    op.add_column(
        "visit_run", sa.Column("round", sa.String(length=20), server_default="before_visit", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("visit_run", "round")
    op.drop_table("probe_count")
