"""What a title says of itself, its contents, kinds of pages; stored chapters get the numbers of their pieces."""

import re

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TAG = re.compile(r'<(/?)([a-z0-9]+)((?:\s+[^\s=<>"]+(?:="[^"]*")?)*)\s*>')
"""A tag as the sanitiser writes it; whole, so that a "<" in an attribute is no tag."""
NUMBERED = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "blockquote", "pre"}
    | {"figcaption", "caption", "td", "th"}
)


def word(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def text(name: str, length: int | None = None, *, default: str = "") -> sa.Column[str]:
    kind = sa.Text() if length is None else sa.String(length=length)
    return sa.Column(name, kind, nullable=False, server_default=default)


ADDED: dict[str, list[sa.Column]] = {  # type: ignore[type-arg] # of many types
    "chapter": [
        sa.Column("kind", word("chapter_kind", "text fixed picture"), nullable=False, server_default="text"),
        sa.Column("is_linear", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        text("language", 20),
        text("direction", 4),
        sa.Column("outside", sa.JSON(), nullable=False, server_default="[]"),
        text("fixed_html"),
    ],
    "title": [
        text("name_direction", 3),
        sa.Column("creators", sa.JSON(), nullable=False, server_default="[]"),
        text("publisher", 200),
        sa.Column("year", sa.Integer(), nullable=True),
        text("rights", 500),
        text("identifier", 200),
        sa.Column("direction", word("title_direction", "ltr rtl"), nullable=False, server_default="ltr"),
        sa.Column("layout", word("title_layout", "reflow fixed"), nullable=False, server_default="reflow"),
        sa.Column("flow", word("title_flow", "auto paged scrolled"), nullable=False, server_default="auto"),
        sa.Column("access", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("warnings", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column(
            "basis", word("title_basis", "licensed own open public"), nullable=False, server_default="licensed"
        ),
        sa.Column("may_download", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        text("withdrawn_because", 300),
    ],
}


def upgrade() -> None:
    op.create_table(
        "title_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("kind", word("title_entry_kind", "contents page"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=True),
        sa.Column("anchor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_title_entry_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_entry")),
        sa.UniqueConstraint("title_id", "kind", "position", name=op.f("uq_title_entry_title_id")),
    )
    op.create_table(
        "title_epub",
        sa.Column("title_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_title_epub_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("title_id", name=op.f("pk_title_epub")),
    )
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.add_column(column)
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                if column.server_default is not None:
                    batch_op.alter_column(column.name, server_default=None)
    _fill()


def _fill() -> None:
    """What the rows that are there already lack."""
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "INSERT INTO title_entry (title_id, kind, position, depth, label, chapter, anchor)"
            " SELECT title_id, 'contents', position, 1, heading, position, '' FROM chapter"
        )
    )
    # The reader gave them the language of the book so far.
    connection.execute(
        sa.text("UPDATE chapter SET language = (SELECT language FROM title WHERE title.id = chapter.title_id)")
    )
    chapter = sa.table("chapter", sa.column("id", sa.Integer), sa.column("html", sa.Text))
    # One at a time: a shelf may be larger than the memory.
    for identifier in connection.execute(sa.select(chapter.c.id)).scalars().all():
        html = connection.execute(sa.select(chapter.c.html).where(chapter.c.id == identifier)).scalar_one()
        if "data-n=" not in html:
            numbered = chapter.update().where(chapter.c.id == identifier).values(html=with_numbers(html))
            connection.execute(numbered)


def with_numbers(html: str) -> str:
    """The chapter with `data-n` from 1 on its pieces of text, as the intake gives it."""
    number = 0

    def numbered(tag: re.Match[str]) -> str:
        nonlocal number
        if tag.group(1) or tag.group(2) not in NUMBERED:
            return tag.group(0)
        number += 1
        return f'<{tag.group(2)}{tag.group(3)} data-n="{number}">'

    return TAG.sub(numbered, html)


def downgrade() -> None:
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in reversed(columns):
                batch_op.drop_column(column.name)
    op.drop_table("title_epub")
    op.drop_table("title_entry")
