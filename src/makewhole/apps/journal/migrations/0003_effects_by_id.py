from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_walls")]

    operations = [
        migrations.RemoveConstraint(model_name="effect", name="effect_once_for_each_key"),
        migrations.RemoveField(model_name="effect", name="key"),
    ]
