"""The old backend: in maintenance since 2022, to be switched off."""
