"""Migration operations that wall a table in: whose rows are seen, and which may be changed.

Use them in every migration that makes a table with rows of a marketplace:

    ProtectRows("claims_claim", app=("SELECT", "INSERT", "UPDATE")),
    AppendOnly("journal_event"),
"""

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL

from makewhole.apps.tenancy.roles import APP, READER

# The setting is empty, not absent, once a transaction that set it has ended. As a subquery it is
# worked out once for each statement, not once for each row.
THIS_MARKETPLACE = "(SELECT nullif(current_setting('makewhole.marketplace', true), '')::uuid)"

_REFUSAL = """
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION '{table} is append-only: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = '{function}', TABLE = '{table}';
END $$
"""


class ProtectRows(RunSQL):
    """Let each transaction see and write only the rows of the marketplace it was opened for.

    Also holds for the owner of the table. `app` names what the web and the worker may do; the
    reader may always read. PostgreSQL refuses COPY into such a table: load a temporary table (or
    a `StagingTable`) and insert from it.
    """

    def __init__(
        self,
        table: str,
        app: Sequence[str] = ("SELECT", "INSERT", "UPDATE", "DELETE"),
        column: str = "marketplace_id",
    ) -> None:
        is_mine = f"{column} = {THIS_MARKETPLACE}"
        super().__init__(
            sql=[
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY own_marketplace ON {table} USING ({is_mine})",
                f"GRANT {', '.join(app)} ON {table} TO {APP}",
                f"GRANT SELECT ON {table} TO {READER}",
            ],
            reverse_sql=[
                f"REVOKE ALL ON {table} FROM {APP}, {READER}",
                f"DROP POLICY own_marketplace ON {table}",
                f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            ],
        )


class AppendOnly(RunSQL):
    """Refuse to change or remove a row of this table, whoever asks.

    TRUNCATE has its own trigger: it does not fire those of rows.
    """

    def __init__(self, table: str) -> None:
        function = f"{table}_is_append_only"
        super().__init__(
            sql=[
                _REFUSAL.format(function=function, table=table),
                f"""CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table}
                    FOR EACH ROW EXECUTE FUNCTION {function}()""",
                f"""CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table}
                    FOR EACH STATEMENT EXECUTE FUNCTION {function}()""",
            ],
            reverse_sql=[
                f"DROP TRIGGER {table}_refuses_truncate ON {table}",
                f"DROP TRIGGER {table}_refuses_change ON {table}",
                f"DROP FUNCTION {function}()",
            ],
        )


class StagingTable(RunSQL):
    """Let the app role load an unlogged table without row-level security, so that COPY works.

    Its name ends in `_staging`; it holds rows on their way in, is emptied by whoever filled it, and
    PostgreSQL empties it after a crash.
    """

    def __init__(self, table: str) -> None:
        super().__init__(
            sql=[
                f"ALTER TABLE {table} SET UNLOGGED",
                f"GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON {table} TO {APP}",
            ],
            reverse_sql=[
                f"REVOKE ALL ON {table} FROM {APP}",
                f"ALTER TABLE {table} SET LOGGED",
            ],
        )
