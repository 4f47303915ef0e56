from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0003_sealed_texts")]

    operations = [
        migrations.AddField("party", "email_id", models.UUIDField(null=True)),
        migrations.AddField("party", "email_bounced_at", models.DateTimeField(null=True)),
        migrations.AddField("party", "language", models.CharField(db_default="", max_length=10)),
    ]
