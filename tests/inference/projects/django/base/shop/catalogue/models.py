"""What can be bought."""

from django.db import models

from shop.core.models import TimeStampedModel


class Tag(models.Model):
    """A word on a product."""

    name = models.CharField(max_length=50, unique=True)


class Category(models.Model):
    """A shelf."""

    name = models.CharField(max_length=50)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")


class ProductQuerySet(models.QuerySet):
    """Questions about products."""

    def on_sale(self):
        """Those that can be bought."""
        return self.filter(is_active=True)

    def totals(self):
        """Figures, and no rows."""
        return {"count": self.count(), "stock": sum(self.values_list("stock", flat=True))}


class ProductManager(models.Manager):
    """Where products come from."""

    def named(self, name):
        """The product with this name."""
        return self.get(name=name)


class Product(TimeStampedModel):
    """Something that can be bought."""

    name = models.CharField(max_length=100)
    price_cents = models.IntegerField(default=0)
    stock = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)
    category = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL, related_name="products")
    tags = models.ManyToManyField(Tag, related_name="products")
    related = models.ManyToManyField("self", symmetrical=True)

    objects = ProductManager.from_queryset(ProductQuerySet)()


class GiftCard(Product):
    """A product with a code: its own table, joined to that of all products."""

    code = models.CharField(max_length=20)


class StockRecord(models.Model):
    """How many of a product there are in which place."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="stock_record")
    place = models.CharField(max_length=20)
    count = models.IntegerField(default=0)
