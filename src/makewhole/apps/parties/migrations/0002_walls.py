from django.db import migrations

from makewhole.apps.tenancy.roles import READER
from makewhole.apps.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial"), ("tenancy", "0001_initial")]

    operations = [
        ProtectRows("parties_party", app=("SELECT", "INSERT", "UPDATE")),
        ProtectRows("parties_personkey", app=("SELECT", "INSERT", "DELETE")),
        # Keys go into no export, and exports read as this role.
        migrations.RunSQL(
            sql=[f"REVOKE SELECT ON parties_personkey FROM {READER}"],
            reverse_sql=[f"GRANT SELECT ON parties_personkey TO {READER}"],
        ),
    ]
