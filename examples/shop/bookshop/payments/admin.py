"""The desk of the money team."""

from django.contrib import admin

from bookshop.payments.models import Payment


@admin.register(Payment)
class PaymentAdmin(admin.ModelAdmin):
    """Payments in a list."""

    list_display = ["reference", "status", "amount_cents"]
    actions = ["settle", "close_orders"]

    @admin.action(description="Settle")
    def settle(self, request, queryset):
        """Our own rows."""
        queryset.update(status="settled")

    @admin.action(description="Close the orders")
    def close_orders(self, request, queryset):
        """The rows of orders."""
        for payment in queryset.select_related("order"):
            payment.order.status = "done"  # expect: foreign-model-write
            payment.order.save()  # expect: foreign-model-write

    def save_model(self, request, obj, form, change):
        """Remember who did it."""
        obj.author = request.user
        obj.save()
        request.user.loyalty_points += 1  # expect: foreign-model-write (warning)
        request.user.save()  # expect: foreign-model-write (warning)
