"""The class itself, of Flask-SQLAlchemy: `Model.query`, `db.session`, `db.select`, tables named after classes."""

from __future__ import annotations

from app.content.extensions import db
from app.content.models import Article, GuestAuthor, article_authors


def create():
    article = Article(title="autumn")
    db.session.add(article)  # write: Article
    db.session.commit()


def edit(article_id):
    article = Article.query.get_or_404(article_id)  # read: Article
    article.state = "public"  # write: Article.state
    db.session.commit()


def edit_first():
    article = Article.query.filter_by(state="draft").first()  # read: Article
    if article is None:
        return
    article.views += 1  # write: Article.views


def edit_by_extension(article_id):
    article = db.get_or_404(Article, article_id)  # read: Article
    article.state = "public"  # write: Article.state
    other = db.first_or_404(db.select(Article).filter_by(state="draft"))  # read: Article
    other.state = "public"  # write: Article.state


def edit_page_by_page(number):
    for article in Article.query.paginate(page=number).items:  # read: Article
        article.state = "old"  # write: Article.state


def bulk():
    Article.query.filter(Article.views == 0).update({"state": "old"})  # write: Article.state
    Article.query.filter_by(state="old").delete()  # write: Article


def statements():
    db.session.execute(db.update(Article).values(state="old"))  # write: Article.state
    db.session.execute(db.delete(GuestAuthor))  # write: GuestAuthor
    db.session.execute(article_authors.delete())  # write: article_authors
    db.session.execute(db.text("DELETE FROM guest_author"))  # write: GuestAuthor


def relation(article_id):
    article = db.session.get(Article, article_id)  # read: Article
    article.authors.append(GuestAuthor(name="Ada"))  # write: article_authors, GuestAuthor
    article.authors.remove(article.authors[0])  # write: article_authors


def removed(article: Article):
    db.session.delete(article)  # write: Article


def read_only():
    return Article.query.order_by(Article.title).all()  # read: Article
