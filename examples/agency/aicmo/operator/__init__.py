"""The operator's desk: a package beside `operator_services.py`, not the standard library's `operator`."""
