from django.db import migrations

from makewhole.apps.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    dependencies = [("appeals", "0001_initial"), ("tenancy", "0001_initial")]

    operations = [ProtectRows("appeals_appeal", app=("SELECT", "INSERT", "UPDATE"))]
