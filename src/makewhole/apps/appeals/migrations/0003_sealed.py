from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0002_walls")]

    operations = [
        migrations.AddField("appeal", "sealed", models.BinaryField(null=True)),
    ]
