from django.db import migrations

from makewhole.apps.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    dependencies = [("payouts", "0001_initial"), ("tenancy", "0001_initial")]

    operations = [ProtectRows("payouts_payout", app=("SELECT", "INSERT", "UPDATE"))]
