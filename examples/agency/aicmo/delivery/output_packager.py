"""Pack what a client gets: texts, pictures, the list of leads."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from aicmo import cam, domain  # expect: god-module-import
from aicmo.cam import (
    CampaignDTO,
    CampaignQueryPort,
    LeadDB,  # expect: private-import
    LeadDTO,
)
from aicmo.cam.api import OutreachAttemptDB
from aicmo.cam.db_models import (
    CampaignDB as Campaign,  # expect: private-import
)
from aicmo.core.db import (
    Base,
    get_session,  # expect: shared-session
)
from aicmo.creatives.api.dtos import CreativeDTO
from aicmo.delivery.api.dtos import PackageDTO
from aicmo.delivery.db_models import MediaAssetDB
from aicmo.domain.intake import ClientIntake  # ringfence: ignore[god-module-import] -- new packager

# TODO: stop doing session.add(CampaignDB(...)) in here and ask CampaignCommandPort instead


class Packager:
    """Writes one zip file per client."""

    def __init__(self, folder: Path, campaigns: CampaignQueryPort) -> None:
        """Packages go to `folder`."""
        self._folder = folder
        self._campaigns = campaigns
        self._written: set[Path] = set()

    def pack(
        self, intake: ClientIntake, creatives: Iterable[CreativeDTO], leads: Iterable[LeadDTO]
    ) -> PackageDTO:
        """Write the package and say what is in it."""
        package = PackageDTO(client_id=intake.client_id)
        target = self._folder / f"{intake.client_id}.zip"
        with zipfile.ZipFile(target, "w") as archive:
            for creative in creatives:
                self._store(archive, package, f"texts/{creative.key}.txt", creative.body)
            rows = [{"email": lead.email, "score": lead.score} for lead in leads]
            self._store(archive, package, "leads.json", json.dumps(rows, indent=2))
            for campaign in self._campaigns.of_client(intake.client_id):
                self._store(archive, package, f"campaigns/{campaign.id}.txt", _summary(campaign))
        self._written.add(target)
        package.total_bytes = target.stat().st_size
        return package

    @staticmethod
    def _store(archive: zipfile.ZipFile, package: PackageDTO, name: str, text: str) -> None:
        archive.writestr(name, text)
        package.files.append(name)


def _summary(campaign: cam.CampaignDTO) -> str:
    return f"{campaign.name} ({campaign.status}), {campaign.budget_cents / 100:.2f}"


def record_assets(files: Iterable[Path], execution_id: int) -> list[MediaAssetDB]:
    """Remember the files of a delivery, in delivery's own table."""
    session = next(get_session())
    assets = [
        MediaAssetDB(execution_id=execution_id, creative_key=file.stem, path=str(file))
        for file in files
    ]
    session.add_all(assets)
    session.commit()
    return assets


def mark_packed(session, campaign_id, emails):
    """Write back to cam that a package went out.

    Called by the nightly job only, which is why nobody has cleaned it up.
    """
    campaign = session.get(Campaign, campaign_id)  # expect: foreign-model-read
    if not campaign:
        campaign = Campaign(id=campaign_id, name="(imported)", client_id="unknown")
        session.add(campaign)  # expect: foreign-model-write
    campaign.status = "done"  # expect: foreign-model-write
    query = session.query(LeadDB).filter_by(campaign_id=campaign_id)  # expect: foreign-model-read
    if emails:
        query = query.filter(LeadDB.email.in_(emails))
    for lead in query.all():
        _tag(lead, "packed")  # expect: foreign-model-write
        attempt = OutreachAttemptDB(lead_id=lead.id, channel="package")
        session.add(attempt)  # expect: foreign-model-write
    session.commit()


def _tag(row, tag):
    """Add a tag to anything that has tags."""
    tags = {part for part in row.tags.split(",") if part}
    tags.add(tag)
    row.tags = ",".join(sorted(tags))  # expect: foreign-model-write (warning)


def adopt(session, campaign, lead):
    """Move a lead into a campaign.

    :type campaign: aicmo.cam.db_models.CampaignDB
    :type lead: aicmo.cam.db_models.LeadDB
    """
    campaign.leads.append(lead)  # expect: foreign-model-write (warning)
    lead.status = "adopted"  # expect: foreign-model-write (warning)
    session.flush()


def table_sizes(session) -> dict[str, int]:
    """How many rows each table has, for the footer of the package."""
    return {table.name: session.query(table).count() for table in Base.metadata.sorted_tables}


def describe(project: domain.Project, campaigns: Iterable[CampaignDTO]) -> str:
    """The cover page."""
    names = ", ".join(campaign.name for campaign in campaigns)
    return f"{project.name}\n{'=' * len(project.name)}\n\n{names or 'no campaigns yet'}\n"
