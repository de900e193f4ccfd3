"""Fields to models: serializers of Django REST framework and the views that use them."""

from rest_framework import serializers, viewsets

from shop.orders.models import Invoice, Order
from shop.payments.models import Payment


class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["status"]

    def create(self, validated_data):
        order = super().create(validated_data)  # write: Order
        order.number = "1"  # write: Order.number
        order.save(update_fields=["number"])  # write: Order.number
        return order

    def update(self, instance, validated_data):
        instance.lines.all().delete()  # write: OrderLine
        return super().update(instance, validated_data)  # write: Order


class PaymentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Payment
        fields = ["amount_cents"]

    def create(self, validated_data):
        return super().create(validated_data)  # silent


class StatusSerializer(serializers.Serializer):
    def create(self, validated_data):
        return super().create(validated_data)  # silent

    def update(self, instance, validated_data):
        instance.status = "open"  # silent
        instance.save()  # silent


class Counter(dict):
    def update(self, instance):
        return super().update(instance)  # silent


class InvoiceViews(viewsets.ModelViewSet):
    queryset = Invoice.objects.none()  # silent
    serializer_class = OrderSerializer

    def perform_create(self, serializer):
        serializer.save()  # likely: Order

    def perform_destroy(self, instance):
        instance.delete()  # likely: Invoice

    def replace(self, request):
        serializer = self.get_serializer(data=request.data)
        serializer.save()  # likely: Order
