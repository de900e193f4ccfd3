"""Know the customer by a number: the key to the table of accounts goes, the column stays."""

from django.db import migrations, models


def copy_customers(apps, schema_editor):
    """Our own rows, from our own rows."""
    payment_model = apps.get_model("payments", "Payment")
    rows = payment_model.objects.using(schema_editor.connection.alias)
    for payment in rows.exclude(customer_key=None):
        payment.customer_number = payment.customer_key_id
        payment.save(update_fields=["customer_number"])


def mark_customers(apps, schema_editor):
    """Rows of accounts, which a migration of payments should leave alone."""
    customer_model = apps.get_model("people", "Customer")
    rows = customer_model.objects.using(schema_editor.connection.alias)  # expect: foreign-model-read
    rows.filter(credit_cents__lt=0).update(status="debtor")  # expect: foreign-model-write


class Migration(migrations.Migration):
    """Drops a key to another app's table."""

    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RenameField("payment", "customer", "customer_key"),
        migrations.AddField("payment", "customer_number", models.IntegerField(null=True)),
        migrations.RunPython(copy_customers, migrations.RunPython.noop),
        migrations.RunPython(mark_customers, migrations.RunPython.noop),
        migrations.RemoveField("payment", "customer_key"),
        migrations.RenameField("payment", "customer_number", "customer_id"),
    ]
