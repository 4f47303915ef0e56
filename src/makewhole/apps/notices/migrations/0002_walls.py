from django.db import migrations

from makewhole.apps.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("tenancy", "0001_initial")]

    # A notice is proof: it is written once, and only when it was read is added to it.
    operations = [ProtectRows("notices_notice", app=("SELECT", "INSERT", "UPDATE"))]
