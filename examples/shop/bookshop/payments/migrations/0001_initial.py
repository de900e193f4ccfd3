"""The first tables of payments."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bookshop.core.clock


class Migration(migrations.Migration):
    """With keys to the tables of three other apps."""

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=bookshop.core.clock.now, editable=False)),
                ("updated_at", models.DateTimeField(blank=True, null=True)),
                ("status", models.CharField(default="new", max_length=20)),
                ("amount_cents", models.IntegerField(default=0)),
                ("reference", models.CharField(blank=True, max_length=50)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(app_label)s_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="ordering.order"
                    ),
                ),
                # Dropped in 0002: what counts is how the table is now, so this is not reported.
                (
                    "customer",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="people.customer"),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_cents", models.IntegerField(default=0)),
                ("order", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="ordering.order")),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="refunds", to="payments.payment"
                    ),
                ),
            ],
        ),
    ]
