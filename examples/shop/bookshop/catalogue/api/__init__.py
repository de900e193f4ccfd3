"""The public interface of catalogue. A model has slipped in."""

from bookshop.catalogue.models import Tag  # expect later: impure-contract

__all__ = ["Tag"]
