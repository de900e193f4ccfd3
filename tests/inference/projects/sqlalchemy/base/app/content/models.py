"""content's tables, which Flask-SQLAlchemy names after the classes."""

from app.content.extensions import db

article_authors = db.Table(
    "article_authors",
    db.Column("article_id", db.ForeignKey("article.id"), primary_key=True),
    db.Column("author_id", db.ForeignKey("guest_author.id"), primary_key=True),
)


class GuestAuthor(db.Model):
    """Table `guest_author`."""

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(100))


class Article(db.Model):
    """Table `article`."""

    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200))
    state = db.Column(db.String(20), default="draft")
    views = db.Column(db.Integer, default=0)

    authors = db.relationship(GuestAuthor, secondary=article_authors)


class Setting(db.Model):
    """What was chosen for an article. Its schema is made elsewhere."""

    __tablename__ = "settings"
    __table_args__ = db.arguments(schema="content")

    id = db.Column(db.Integer, primary_key=True)
    value = db.Column(db.String(200))


class OldArticle(db.Model):
    """Table `archive.old_article`."""

    __table_args__ = {"schema": "archive"}

    id = db.Column(db.Integer, primary_key=True)
