"""The class itself in a migration of payments: historical models by their label, and raw SQL."""

from django.db import migrations


def close_orders(apps, schema_editor):
    Order = apps.get_model("shop_orders", "Order")
    Order.objects.filter(status="open").update(status="done")  # write: Order.status


def copy_references(apps, schema_editor):
    Payment = apps.get_model("payments", "Payment")
    Note = apps.get_model("shop_orders", "OrderNote")
    for payment in Payment.objects.all():
        Note.objects.create(order_id=payment.order_id, text=payment.reference)  # write: OrderNote
        payment.reference = ""  # silent
        payment.save()  # silent


def rename_customers(apps, schema_editor):
    Customer = apps.get_model("members", "Customer")
    for customer in Customer.objects.using(schema_editor.connection.alias):  # read: Customer
        customer.name = customer.name.strip()  # write: Customer.name
        customer.save(update_fields=["name"])  # write: Customer.name


def cleared(apps, schema_editor):
    apps.get_model("payments", "Refund").objects.all().delete()  # silent
    schema_editor.execute("DELETE FROM shop_orders_ordernote")  # write: OrderNote


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [
        migrations.RunPython(close_orders, migrations.RunPython.noop),
        migrations.RunSQL("UPDATE shop_orders_order SET status = 'done'"),  # write: Order.status
        migrations.RunSQL(
            sql="DELETE FROM legacy_invoices",  # write: Invoice
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.RunSQL("UPDATE payments_payment SET status = 'done'"),  # silent
    ]
