"""Fields to models: what the admin site passes to the classes that are registered for a model."""

from django.contrib import admin

from shop.accounts.models import Customer
from shop.orders.models import Invoice, Order


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    actions = ["close", "reopen"]

    def close(self, request, queryset):
        queryset.update(status="closed")  # write: Order.status

    @admin.action(description="Reopen")
    def reopen(self, request, orders):
        for order in orders:
            order.status = "open"  # write: Order.status
            order.save(update_fields=["status"])  # write: Order.status

    def save_model(self, request, obj, form, change):
        obj.number = "1"  # write: Order.number
        obj.save()  # write: Order

    def customer_name(self, obj):
        return obj.customer.name

    def delete_queryset(self, request, queryset):
        self.get_queryset(request).filter(pk__in=queryset).delete()  # write: Order


def pay(modeladmin, request, chosen):
    chosen.update(state="paid")  # likely: Invoice.state


@admin.register(Invoice)
class InvoiceAdmin(admin.ModelAdmin):
    actions = [pay]


class CustomerAdmin(admin.ModelAdmin):
    def block(self, request, queryset):
        queryset.update(name="-")  # likely: Customer.name


admin.site.register(Customer, CustomerAdmin)


class UnregisteredAdmin(admin.ModelAdmin):
    def close(self, request, queryset):
        queryset.update(status="closed")  # silent


@admin.register(Order)
class NoAdmin:
    def close(self, request, queryset):
        queryset.update(status="closed")  # silent


@admin.register(Order)
class TypedAdmin(admin.ModelAdmin):
    def close(self, request, queryset: set):
        queryset.update(status="closed")  # silent
