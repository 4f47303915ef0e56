from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_drafts_of_losses")]

    operations = [
        migrations.AddField("claim", "sealed", models.BinaryField(null=True)),
    ]
