"""Words on payments, and vouchers that are sold like books."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """With a constraint that no model tells of."""

    dependencies = [("payments", "0002_customer_by_number")]

    operations = [
        migrations.AddField(
            "payment",
            "tags",
            models.ManyToManyField(related_name="payments", to="catalogue.tag"),
        ),
        migrations.CreateModel(
            name="PayableOrder",
            fields=[],
            options={"proxy": True, "indexes": [], "constraints": []},
            bases=("ordering.order",),
        ),
        migrations.CreateModel(
            name="Voucher",
            fields=[
                (
                    "audiobook_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="catalogue.audiobook",
                    ),
                ),
                ("code", models.CharField(max_length=20)),
            ],
            bases=("catalogue.audiobook",),
        ),
        migrations.RunSQL(
            "UPDATE ordering_order SET status = 'paid' WHERE paid_cents >= total_cents",  # expect: foreign-model-write
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "UPDATE payments_payment SET status = 'settled' WHERE status = 'ok'",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
