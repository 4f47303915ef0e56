from django.db import migrations

from makewhole.apps.tenancy.rows import AppendOnly, ProtectRows


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("tenancy", "0001_initial")]

    operations = [
        # Which transaction wrote an event: the sealer seals only below the oldest that still runs.
        migrations.RunSQL(
            "ALTER TABLE journal_event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();"
            "CREATE INDEX events_to_seal ON journal_event (marketplace_id, xid)",
            "DROP INDEX events_to_seal; ALTER TABLE journal_event DROP COLUMN xid",
        ),
        ProtectRows("journal_event", app=("SELECT", "INSERT")),
        AppendOnly("journal_event"),
        ProtectRows("journal_seal", app=("SELECT", "INSERT")),
        AppendOnly("journal_seal"),
        ProtectRows("journal_sealhead", app=("SELECT", "INSERT", "UPDATE")),
        ProtectRows("journal_runningclock", app=("SELECT", "INSERT", "UPDATE")),
        ProtectRows("journal_effect", app=("SELECT", "INSERT", "UPDATE", "DELETE")),
    ]
