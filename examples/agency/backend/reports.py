"""The weekly report of the old backend, as plain text."""

from backend.models import load_campaigns


def weekly(path):
    """One line per campaign that is not finished."""
    lines = []
    for campaign in load_campaigns(path):
        if campaign.state == "X":
            continue
        lines.append("%6d  %-40s %10.2f" % (campaign.number, campaign.title[:40], campaign.budget))
    return "\n".join(lines)
