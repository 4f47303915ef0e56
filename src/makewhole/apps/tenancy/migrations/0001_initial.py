import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from makewhole.apps.tenancy.roles import APP, READER
from makewhole.apps.tenancy.rows import THIS_MARKETPLACE, ProtectRows

# Marketplaces are looked up by their short name before it is known which one asks: all may be read.
PROTECT_MARKETPLACES = migrations.RunSQL(
    sql=[
        "ALTER TABLE tenancy_marketplace ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE tenancy_marketplace FORCE ROW LEVEL SECURITY",
        "CREATE POLICY anybody_reads ON tenancy_marketplace FOR SELECT USING (true)",
        f"CREATE POLICY own_is_made ON tenancy_marketplace FOR INSERT WITH CHECK (id = {THIS_MARKETPLACE})",
        f"CREATE POLICY own_is_changed ON tenancy_marketplace FOR UPDATE USING (id = {THIS_MARKETPLACE})",
        f"GRANT SELECT, INSERT, UPDATE ON tenancy_marketplace TO {APP}",
        f"GRANT SELECT ON tenancy_marketplace TO {READER}",
    ],
    reverse_sql=[
        f"REVOKE ALL ON tenancy_marketplace FROM {APP}, {READER}",
        "DROP POLICY own_is_changed ON tenancy_marketplace",
        "DROP POLICY own_is_made ON tenancy_marketplace",
        "DROP POLICY anybody_reads ON tenancy_marketplace",
        "ALTER TABLE tenancy_marketplace NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE tenancy_marketplace DISABLE ROW LEVEL SECURITY",
    ],
)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Marketplace",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("slug", models.SlugField(max_length=40, unique=True)),
                ("sandbox", models.BooleanField()),
                ("clock_at", models.DateTimeField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sandbox", True), ("clock_at__isnull", True), _connector="OR"
                        ),
                        name="only_a_sandbox_has_its_own_clock",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Market",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "marketplace_id",
                        "code",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code", models.CharField(max_length=10)),
                ("region", models.CharField(max_length=10)),
                ("currency", models.CharField(max_length=3)),
                ("time_zone", models.CharField(max_length=40)),
                ("calendar", models.CharField(max_length=10)),
                ("language", models.CharField(max_length=10)),
                (
                    "marketplace",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.marketplace",
                    ),
                ),
            ],
        ),
        PROTECT_MARKETPLACES,
        # `makemigrations` compares the files with what was applied, as the app role.
        migrations.RunSQL(
            sql=f"GRANT SELECT ON django_migrations TO {APP}, {READER}",
            reverse_sql=f"REVOKE SELECT ON django_migrations FROM {APP}, {READER}",
        ),
        ProtectRows("tenancy_market", app=("SELECT", "INSERT")),
    ]
