from django.db import migrations, models

from makewhole.apps.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_bodies_as_they_are")]

    operations = [
        migrations.CreateModel(
            name="LossDraft",
            fields=[
                ("claim_id", models.UUIDField(primary_key=True, serialize=False)),
                ("marketplace_id", models.UUIDField()),
                ("party_id", models.UUIDField()),
                ("sealed", models.BinaryField()),
            ],
        ),
        ProtectRows("claims_lossdraft", app=("SELECT", "INSERT", "UPDATE", "DELETE")),
    ]
