"""What delivery promises. It forgets to look at the version."""  # expect later: contract-without-test

from aicmo.delivery.api.dtos import DeliveryDTO


def test_a_delivery_knows_how_much_went_out_today():
    assert DeliveryDTO(1, 2, "mail", 30, "running").sent_today == 30
