from django.db import migrations

from makewhole.apps.tenancy.rows import AppendOnly, ProtectRows


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("tenancy", "0001_initial")]

    operations = [
        ProtectRows("ledger_account", app=("SELECT", "INSERT")),
        AppendOnly("ledger_account"),
        ProtectRows("ledger_transfer", app=("SELECT", "INSERT")),
        AppendOnly("ledger_transfer"),
        # Both accounts of a transfer are of its marketplace and of one currency. Checked for all
        # rows of a statement at once, so that a thousand transfers cost one look.
        migrations.RunSQL(
            """
            CREATE FUNCTION ledger_transfer_has_one_currency() RETURNS trigger
            LANGUAGE plpgsql AS $$ BEGIN
                IF EXISTS (
                    SELECT 1 FROM new_transfers t
                    JOIN ledger_account d ON d.id = t.debit_id
                    JOIN ledger_account c ON c.id = t.credit_id
                    WHERE d.currency <> c.currency
                       OR d.marketplace_id <> t.marketplace_id
                       OR c.marketplace_id <> t.marketplace_id)
                THEN
                    RAISE EXCEPTION 'a transfer has two accounts of one currency and marketplace'
                        USING ERRCODE = 'integrity_constraint_violation',
                              CONSTRAINT = 'transfer_has_one_currency', TABLE = 'ledger_transfer';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER ledger_transfer_has_one_currency AFTER INSERT ON ledger_transfer
            REFERENCING NEW TABLE AS new_transfers
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_transfer_has_one_currency()
            """,
            """
            DROP TRIGGER ledger_transfer_has_one_currency ON ledger_transfer;
            DROP FUNCTION ledger_transfer_has_one_currency()
            """,
        ),
    ]
