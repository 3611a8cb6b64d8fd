"""The history of an offer knows that it was published."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = "ck_offer_change_offer_change_kind"
BEFORE = "kind IN ('created', 'changed', 'withdrawn')"
AFTER = "kind IN ('created', 'changed', 'published', 'withdrawn')"


def upgrade() -> None:
    _only(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM offer_change WHERE kind = 'published'")
    _only(BEFORE)


def _only(rule: str) -> None:
    with op.batch_alter_table("offer_change", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="check")
        batch_op.create_check_constraint(batch_op.f(NAME), rule)
