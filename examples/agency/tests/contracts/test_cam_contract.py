"""What cam promises: names, fields, version."""

import dataclasses

from aicmo.cam.api import dtos, ports


def test_the_version_is_the_one_that_callers_know():
    assert ports.CONTRACT_VERSION == "1.2"


def test_a_lead_has_these_fields():
    fields = [field.name for field in dataclasses.fields(dtos.LeadDTO)]
    assert fields == ["id", "campaign_id", "email", "score", "status"]
