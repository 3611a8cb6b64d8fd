"""The reference region of each municipality."""

import csv

import sqlalchemy as sa
from alembic import op

from portal.places.service import shipped_municipalities

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

REGIONS = sa.Enum(
    "antwerpen",
    "kempen",
    "rivierenland",
    "limburg",
    "denderregio",
    "gent",
    "vlaamse-ardennen",
    "waasland",
    "halle-vilvoorde",
    "oost-brabant",
    "brugge",
    "midwest",
    "oostende",
    "westhoek",
    "zuid-west-vlaanderen",
    "brussel",
    name="region",
    native_enum=False,
    create_constraint=True,
    length=32,
)
OF_PROVINCE = {
    "antwerpen": "antwerpen",
    "limburg": "limburg",
    "oost-vlaanderen": "gent",
    "vlaams-brabant": "oost-brabant",
    "west-vlaanderen": "brugge",
    "brussel": "brussel",
}
"""The region of the province's chief town, for a municipality that is not on the list that we ship."""


def upgrade() -> None:
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.add_column(sa.Column("region", sa.String(length=32), nullable=True))
    municipality = sa.table("municipality", *(sa.column(name, sa.String()) for name in ("nis", "province", "region")))
    of_code: dict[str, list[str]] = {}
    for row in csv.DictReader(shipped_municipalities().splitlines()):
        of_code.setdefault(row["region"], []).append(row["nis"])
    for region, codes in of_code.items():
        op.execute(municipality.update().where(municipality.c.nis.in_(codes)).values(region=region))
    for province, region in OF_PROVINCE.items():
        left = sa.and_(municipality.c.province == province, municipality.c.region.is_(None))
        op.execute(municipality.update().where(left).values(region=region))
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.alter_column("region", existing_type=sa.String(length=32), type_=REGIONS, nullable=False)
        batch_op.create_index(batch_op.f("ix_municipality_region"), ["region"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipality_region"))
        batch_op.drop_constraint(batch_op.f("ck_municipality_region"), type_="check")
        batch_op.drop_column("region")
