from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_occurrences_and_claimants")]

    operations = [
        migrations.AddField("claim", "sealed", models.BinaryField(null=True)),
    ]
