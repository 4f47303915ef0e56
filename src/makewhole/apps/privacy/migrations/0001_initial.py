import django.db.models.functions.datetime
from django.db import migrations, models

from makewhole.apps.tenancy.rows import AppendOnly, ProtectRows

TABLES = ("privacy_access", "privacy_legalhold", "privacy_legalholdlifted", "privacy_erasure")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tenancy", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("marketplace_id", models.UUIDField()),
                ("claim_id", models.UUIDField()),
                ("party_id", models.UUIDField()),
                ("role", models.CharField(max_length=20)),
                ("facts", models.TextField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["claim_id", "at"], name="accesses_of_a_claim")]
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("marketplace_id", models.UUIDField()),
                ("claim_id", models.UUIDField(null=True)),
                ("party_id", models.UUIDField(null=True)),
                ("reason", models.TextField()),
                ("set_by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("claim_id__isnull", True))
                        ^ models.Q(("party_id__isnull", True)),
                        name="legal_hold_is_on_a_claim_or_a_person",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="LegalHoldLifted",
            fields=[
                ("hold_id", models.UUIDField(primary_key=True, serialize=False)),
                ("marketplace_id", models.UUIDField()),
                ("reason", models.TextField()),
                ("lifted_by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("marketplace_id", models.UUIDField()),
                ("party_id", models.UUIDField()),
                ("claim_id", models.UUIDField(null=True)),
                ("ground", models.CharField(max_length=12)),
                ("erased_by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["claim_id"], name="erasures_of_a_claim")]},
        ),
        *(ProtectRows(table, app=("SELECT", "INSERT")) for table in TABLES),
        *(AppendOnly(table) for table in TABLES),
    ]
