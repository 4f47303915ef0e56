from django.db import migrations

from makewhole.apps.tenancy.rows import AppendOnly, ProtectRows


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("tenancy", "0001_initial")]

    operations = [
        ProtectRows("claims_claim", app=("SELECT", "INSERT", "UPDATE")),
        ProtectRows("claims_claimline", app=("SELECT", "INSERT", "UPDATE")),
        ProtectRows("claims_determination", app=("SELECT", "INSERT")),
        AppendOnly("claims_determination"),
        ProtectRows("claims_wouldhavechanged", app=("SELECT", "INSERT")),
        AppendOnly("claims_wouldhavechanged"),
    ]
