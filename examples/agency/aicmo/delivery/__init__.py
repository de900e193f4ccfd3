"""Delivery: carries campaigns out and packs what the client gets."""
