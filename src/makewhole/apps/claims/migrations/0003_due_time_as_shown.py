from django.db import migrations

# Queues show and order by the clock that names the next actor; the row copied the earliest of all.
COPY_DUE_TIME = """
UPDATE claims_claim SET due_at = (state::jsonb ->> 'due_at')::timestamptz
WHERE stage <> 'closed' AND due_at <> (state::jsonb ->> 'due_at')::timestamptz
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_walls")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE claims_claim NO FORCE ROW LEVEL SECURITY",
                COPY_DUE_TIME,
                "ALTER TABLE claims_claim FORCE ROW LEVEL SECURITY",
            ],
            reverse_sql=migrations.RunSQL.noop,
        )
    ]
