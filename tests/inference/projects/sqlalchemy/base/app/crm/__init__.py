"""The module crm."""
