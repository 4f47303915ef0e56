from django.db import migrations

from makewhole.apps.tenancy.roles import APP
from makewhole.apps.tenancy.rows import AppendOnly, ProtectRows

# Statistics of freshly imported rows: only a table's owner may gather them, so the owner lends it.
ANALYZE = migrations.RunSQL(
    sql=[
        "CREATE FUNCTION orders_analyze() RETURNS void LANGUAGE plpgsql SECURITY DEFINER "
        "SET search_path = public, pg_temp AS "
        "$$ BEGIN ANALYZE orders_order, orders_line; END $$",
        "REVOKE ALL ON FUNCTION orders_analyze() FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION orders_analyze() TO {APP}",
    ],
    reverse_sql=["DROP FUNCTION orders_analyze()"],
)


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial"), ("tenancy", "0001_initial")]

    operations = [
        ProtectRows("orders_order", app=("SELECT", "INSERT", "UPDATE")),
        ProtectRows("orders_line", app=("SELECT", "INSERT", "UPDATE")),
        ProtectRows("orders_trackingevent", app=("SELECT", "INSERT")),
        ProtectRows("orders_import", app=("SELECT", "INSERT")),
        ProtectRows("orders_revision", app=("SELECT", "INSERT")),
        AppendOnly("orders_trackingevent"),
        AppendOnly("orders_import"),
        AppendOnly("orders_revision"),
        ANALYZE,
    ]
