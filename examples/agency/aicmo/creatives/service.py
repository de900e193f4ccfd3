"""Make creatives from a strategy, and register their files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from aicmo.creative.directions import Direction, directions_for
from aicmo.creative.renderer import Renderer
from aicmo.creatives.api.dtos import CreativeDTO
from aicmo.delivery.db_models import MediaAssetDB  # expect: forbidden-import, module-cycle
from aicmo.domain.creative import Creative  # expect: god-module-import
from aicmo.domain.intake import ClientIntake  # expect: god-module-import
from aicmo.domain.strategy import StrategyDoc  # expect: god-module-import


class CreativeService:
    """The one place where creatives are made."""

    def __init__(self, db: Session, renderer: Renderer) -> None:
        """Register files in `db`, which the caller commits."""
        self.db = db
        self.renderer = renderer
        self._by_key: dict[str, Creative] = {}

    def create(self, intake: ClientIntake, strategy: StrategyDoc) -> list[Creative]:
        """All creatives for a strategy that do not exist yet."""
        fresh = [
            self._make(intake, direction)
            for direction in directions_for(strategy)
            if _key(intake.client_id, direction) not in self._by_key
        ]
        self._by_key.update({creative.key: creative for creative in fresh})
        return fresh

    def register_files(self, creatives: Iterable[Creative]) -> int:
        """Render creatives and announce the files to delivery, the wrong way: in delivery's own table."""
        count = 0
        for creative in creatives:
            path = self.renderer.render(creative)
            db_asset = MediaAssetDB(creative_key=creative.key, path=str(path), bytes=path.stat().st_size)
            self.db.add(db_asset)  # expect: foreign-model-write
            creative.asset_path = str(path)
            count += 1
        self.db.flush()
        return count

    def replace_file(self, creative: Creative, path: Path) -> None:
        """Point an existing asset to another file."""
        asset = (
            self.db.query(MediaAssetDB)  # expect: foreign-model-read
            .filter_by(creative_key=creative.key)
            .one()
        )
        for name, value in {"path": str(path), "bytes": path.stat().st_size}.items():
            setattr(asset, name, value)  # expect: foreign-model-write

    def of_campaign(self, campaign_id: int) -> list[CreativeDTO]:
        """The creatives that are ready, as others see them."""
        return [
            CreativeDTO(creative.key, campaign_id, creative.channel, creative.body)
            for creative in self._by_key.values()
            if creative.asset_path
        ]

    def _make(self, intake: ClientIntake, direction: Direction) -> Creative:
        headline = f"{intake.brand_name}: {direction.hook}"
        body = direction.text
        for word in intake.forbidden_words:
            body = body.replace(word, "***")
        return Creative(
            key=_key(intake.client_id, direction), channel=direction.channel, headline=headline, body=body
        )


def _key(client_id: str, direction: Direction) -> str:
    digest = hashlib.sha256(f"{client_id}/{direction.channel}/{direction.hook}".encode())
    return digest.hexdigest()[:16]
