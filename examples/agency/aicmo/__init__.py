"""AICMO: the back office of a marketing agency, one deployable, many modules."""

__version__ = "4.7.1"
