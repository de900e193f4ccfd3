"""Send the letters of all active campaigns."""

from django.core.management.base import BaseCommand

from bookshop.accounts.models import Customer  # expect: private-import
from bookshop.marketing.models import Campaign, Letter
from bookshop.reporting.figures import note_letters  # expect: forbidden-import
from oldshop.models import old_addresses  # expect: legacy-import


class Command(BaseCommand):
    """Runs on Mondays."""

    help = __doc__

    def handle(self, *args, **options):
        """New customers from the old shop first, and then everybody."""
        known = set(Customer.objects.values_list("email", flat=True))  # expect: foreign-model-read
        fresh = []
        for email in old_addresses():
            if email not in known:
                known.add(email)
                customer = Customer(email=email, name=email)
                customer.status = "imported"  # expect: foreign-model-write
                fresh.append(customer)
        Customer.objects.bulk_create(fresh)  # expect: foreign-model-write
        for campaign in Campaign.objects.filter(active=True):
            Letter.objects.filter(campaign=campaign, opened=False).delete()
            campaign.active = False
            campaign.save()
        note_letters(len(fresh))
