from django.db import migrations, models

from makewhole.apps.tenancy.rows import AppendOnly, ProtectRows


class Migration(migrations.Migration):
    dependencies = [("parties", "0005_insurers")]

    operations = [
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("marketplace_id", models.UUIDField()),
                ("party_id", models.UUIDField()),
                ("version", models.IntegerField()),
                ("limits", models.TextField()),
                ("skills", models.TextField()),
                ("away_until", models.DateTimeField(null=True)),
                ("deputy_id", models.UUIDField(null=True)),
                ("set_by", models.CharField(max_length=200)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["marketplace_id", "party_id"], name="mandates_of_a_marketplace"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party_id", "version"), name="mandate_once_for_each_version"
                    )
                ],
            },
        ),
        ProtectRows("parties_mandate", app=("SELECT", "INSERT")),
        AppendOnly("parties_mandate"),
    ]
