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
            LANGUAGE plpgsql
            -- Its plan is kept from when the books were empty, so it must not be able to choose
            -- anything but the key of each account.
            SET enable_seqscan = off
            AS $$ BEGIN
                IF EXISTS (
                    SELECT 1 FROM new_transfers t
                    WHERE ((SELECT currency FROM ledger_account
                            WHERE id = t.debit_id AND marketplace_id = t.marketplace_id)
                         = (SELECT currency FROM ledger_account
                            WHERE id = t.credit_id AND marketplace_id = t.marketplace_id)
                          ) IS NOT TRUE)
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
