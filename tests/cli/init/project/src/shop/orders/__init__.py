from shop.billing import Money
from shop.core import Money as Cash
