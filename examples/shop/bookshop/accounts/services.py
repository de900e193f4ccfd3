"""What accounts does with its rows: accounts' own writes."""

from bookshop.accounts.api.dtos import CustomerDTO
from bookshop.accounts.models import Address, Customer
from bookshop.common import texts  # expect: god-module-import


def as_dto(customer: Customer) -> CustomerDTO:
    """A customer, as others see it."""
    return CustomerDTO(id=customer.pk, name=customer.name, email=customer.email, status=customer.status)


def nickname(customer: Customer) -> str:
    """The name, as it stands in an address of a page."""
    return texts.slug(customer.name)


def register(name: str, email: str) -> CustomerDTO:
    """A new customer, or the one that has the address already."""
    customer, created = Customer.objects.get_or_create(email=email, defaults={"name": name})
    if not created and customer.name != name:
        customer.name = name
        customer.save(update_fields=["name"])
    return as_dto(customer)


class DjangoCustomers:
    """The ports of accounts, on Django's models."""

    def get(self, customer_id: int) -> CustomerDTO | None:
        """The customer, if there is one."""
        customer = Customer.objects.filter(pk=customer_id).first()
        return as_dto(customer) if customer else None

    def set_status(self, customer_id: int, status: str) -> None:
        """Another status."""
        Customer.objects.filter(pk=customer_id).update(status=status)

    def add_credit(self, customer_id: int, cents: int) -> None:
        """Money that the customer may use for the next order."""
        customer = Customer.objects.select_for_update().get(pk=customer_id)
        customer.credit_cents += cents
        customer.save(update_fields=["credit_cents"])

    def move(self, customer_id: int, street: str, city: str) -> None:
        """The customer lives somewhere else now."""
        Address.objects.filter(customer_id=customer_id).update(is_default=False)
        Address.objects.create(customer_id=customer_id, street=street, city=city, is_default=True)
