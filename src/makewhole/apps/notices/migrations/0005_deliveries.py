from django.db import migrations, models

from makewhole.apps.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_enclosed"), ("tenancy", "0001_initial")]

    operations = [
        # Everything that was told so far was told in English.
        migrations.AddField("notice", "language", models.CharField(db_default="en", max_length=10)),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "notice_id",
                        "channel",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("marketplace_id", models.UUIDField()),
                ("notice_id", models.UUIDField()),
                ("channel", models.CharField(max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sent", "Sent"),
                            ("not_sent", "Not Sent"),
                            ("failed", "Failed"),
                            ("bounced", "Bounced"),
                        ],
                        max_length=10,
                    ),
                ),
                ("attempts", models.IntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("said", models.TextField(db_default="")),
                ("email_id", models.UUIDField(null=True)),
            ],
        ),
        ProtectRows("notices_delivery", app=("SELECT", "INSERT", "UPDATE")),
    ]
