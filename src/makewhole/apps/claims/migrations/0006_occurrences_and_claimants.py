from django.db import migrations, models

from makewhole.apps.tenancy.rows import ProtectRows

# Whoever claimed so far was the buyer of the order.
NAME_CLAIMANTS = """
UPDATE claims_claimline line SET claimant_id = claim.buyer_id
FROM claims_claim claim WHERE claim.id = line.claim_id
"""

_TABLES = ("claims_claim", "claims_claimline")


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_drafts_of_losses")]

    operations = [
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("marketplace_id", models.UUIDField()),
                ("name", models.CharField(max_length=200)),
                ("currency", models.CharField(max_length=3)),
                ("cap_minor", models.BigIntegerField()),
                ("paid_minor", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid_minor__gte", 0), ("paid_minor__lte", models.F("cap_minor"))
                        ),
                        name="occurrence_pays_no_more_than_its_limit",
                    )
                ],
            },
        ),
        ProtectRows("claims_occurrence", app=("SELECT", "INSERT", "UPDATE")),
        migrations.AddField("claim", "occurrence_id", models.UUIDField(null=True)),
        migrations.AddIndex(
            "claim",
            models.Index(
                condition=models.Q(("occurrence_id__isnull", False)),
                fields=["occurrence_id"],
                name="claims_of_an_occurrence",
            ),
        ),
        migrations.AddField("claimline", "claimant_id", models.UUIDField(null=True)),
        migrations.RunSQL(
            [
                *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in _TABLES),
                NAME_CLAIMANTS,
                *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in _TABLES),
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.RemoveConstraint("claimline", "one_open_claim_per_line_and_ground"),
        migrations.AddConstraint(
            "claimline",
            models.UniqueConstraint(
                condition=models.Q(("is_open", True), models.Q(("ground", ""), _negated=True)),
                fields=("order_id", "line_number", "ground", "claimant_id"),
                nulls_distinct=False,
                name="one_open_claim_per_line_ground_and_claimant",
            ),
        ),
    ]
