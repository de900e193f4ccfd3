"""A contract that is missing is created, with the packages on the way to it."""

from __future__ import annotations

from ringfence.model.edit import FileEdit, TextEdit
from ringfence.model.ranges import FILE_START
from ringfence.refactor.create_contract import missing_packages, offer_names

_PATH = "aicmo/onboarding/api/dtos.py"
_TEXT = '''"""What onboarding offers."""

from aicmo.domain.intake import ClientIntake

__all__ = ["ClientIntake"]
'''


def test_a_contract_that_offers_the_name_already_is_left_alone() -> None:
    actual = offer_names(_PATH, _TEXT, {"ClientIntake": "aicmo.domain.intake"}, exists=lambda path: True)
    assert not actual


def test_a_project_without_packages_gets_none() -> None:
    assert not missing_packages(_PATH, exists=lambda path: False)


def test_a_module_without_folders_needs_no_package() -> None:
    assert not missing_packages("dtos.py", exists=lambda path: False)


def test_packages_are_created_below_the_outermost_one() -> None:
    files = {"src/aicmo/__init__.py", "src/aicmo/onboarding/api/__init__.py"}
    expected = ("src/aicmo/onboarding/__init__.py", "src/aicmo/onboarding/api/v1/__init__.py")
    assert expected == missing_packages("src/aicmo/onboarding/api/v1/dtos.py", files.__contains__)


def test_a_missing_contract_is_created_with_its_packages() -> None:
    names = {"ClientIntake": "aicmo.domain.intake"}
    actual = offer_names(_PATH, None, names, {"aicmo/__init__.py"}.__contains__, docstring="What onboarding offers.")
    expected = (
        FileEdit("aicmo/onboarding/__init__.py", creates=True),
        FileEdit("aicmo/onboarding/api/__init__.py", creates=True),
        FileEdit(_PATH, (TextEdit(FILE_START, _TEXT),), creates=True),
    )
    assert expected == actual


def test_an_existing_contract_is_edited() -> None:
    (edited,) = offer_names(_PATH, _TEXT, {"Brief": "aicmo.domain.brief"}, exists=lambda path: True)
    expected = FileEdit(_PATH, edited.edits, creates=False)
    assert expected == edited
    assert len(edited.edits) == 2


def test_many_names_are_written_line_by_line() -> None:
    names = {f"ClientIntakeForm{number}": "aicmo.domain.intake" for number in (1, 2, 10, 3, 4)}
    (created,) = offer_names("dtos.py", None, names, exists=lambda path: False)
    expected = '''"""What other modules may import from here."""

from aicmo.domain.intake import (
    ClientIntakeForm1,
    ClientIntakeForm2,
    ClientIntakeForm3,
    ClientIntakeForm4,
    ClientIntakeForm10,
)

__all__ = [
    "ClientIntakeForm1",
    "ClientIntakeForm2",
    "ClientIntakeForm3",
    "ClientIntakeForm4",
    "ClientIntakeForm10",
]
'''
    assert expected == created.edits[0].text
