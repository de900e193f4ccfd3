"""Quality: nothing leaves the house unread."""
