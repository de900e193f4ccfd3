"""From the basket to the parcel: who calls everybody."""
