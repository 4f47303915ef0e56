from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_bodies_as_they_are")]

    operations = [
        migrations.AddField("claim", "sealed", models.BinaryField(null=True)),
    ]
