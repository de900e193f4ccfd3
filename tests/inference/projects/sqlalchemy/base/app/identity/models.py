"""identity's tables, mapped by a registry."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column, registry, relationship

from app.core.db import Base

mapper_registry = registry(metadata=Base.metadata)

user_roles = Table(
    "identity_user_roles",
    Base.metadata,
    Column("user_id", ForeignKey("identity_users.id"), primary_key=True),
    Column("role_id", ForeignKey("identity_roles.id"), primary_key=True),
)


@mapper_registry.mapped
class RoleDB:
    """What a user may do."""

    __tablename__ = "identity_roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


@mapper_registry.mapped
class UserDB:
    """Somebody who may log in."""

    __tablename__ = "identity_users"

    id = Column(Integer, primary_key=True)
    email = Column(String(320), unique=True)
    is_active = Column(Integer, default=1)
    last_delivery_id = Column(Integer)

    roles = relationship(RoleDB, secondary=user_roles, backref="users")
    memberships = relationship("MembershipDB", back_populates="user")


@mapper_registry.mapped
class MembershipDB:
    """A user in a team."""

    __tablename__ = "identity_memberships"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("identity_users.id"))
    team = Column(String(50))
    level = Column(Integer, default=0)

    user = relationship(UserDB, back_populates="memberships")
