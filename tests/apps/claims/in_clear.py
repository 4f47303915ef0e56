"""All that somebody reads who holds the database alone: every row, without any key."""

from django.db import connection

from makewhole.apps.tenancy.transactions import transaction
from tests.apps.claims.shop import Shop

_TABLES = """
SELECT c.table_name FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.column_name = 'marketplace_id' AND c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
  AND c.table_name <> 'programme_termsversion'
ORDER BY c.table_name
"""


def everything_in_clear(shop: Shop) -> str:
    """Answer every row of the marketplace as text; what is sealed shows as the bytes it is."""
    texts: list[str] = []
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute(_TABLES)
        tables = [row[0] for row in cursor.fetchall()]
        assert "journal_event" in tables
        assert "notices_notice" in tables
        for table in tables:
            cursor.execute(f"SELECT one::text FROM {table} AS one")  # noqa: S608 - our own tables
            texts += [row[0] for row in cursor.fetchall()]
    return "\n".join(texts)
