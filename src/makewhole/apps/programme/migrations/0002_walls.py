from django.db import migrations

from makewhole.apps.tenancy.rows import AppendOnly, ProtectRows


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial"), ("tenancy", "0001_initial")]

    operations = [
        ProtectRows("programme_termsversion", app=("SELECT", "INSERT")),
        AppendOnly("programme_termsversion"),
        ProtectRows("programme_adoption", app=("SELECT", "INSERT")),
        AppendOnly("programme_adoption"),
    ]
