"""Keep reviews, and the average of each book, which lies in the table of catalogue."""

from django.db.models import Avg

from bookshop.accounts.models import User
from bookshop.catalogue.api import Tag
from bookshop.catalogue.models import Book  # expect: private-import
from bookshop.common.texts import slug  # expect: god-module-import
from bookshop.reviews.models import Like, Review


def write_review(book_id: int, reader: User, stars: int, text: str) -> Review:
    """A review of ours, and the book's average, which is not."""
    review = Review.objects.create(book_id=book_id, reader=reader, stars=stars, text=text)
    Like.objects.create(target=review)
    average(review.book)  # expect: foreign-model-write
    return review


def average(book):
    """No type, and everybody calls it with a book."""
    book.rating = book.reviews.aggregate(stars=Avg("stars"))["stars"] or 0  # expect: foreign-model-write (warning)
    book.save(update_fields=["rating"])  # expect: foreign-model-write (warning)


def forget(reader: User) -> int:
    """All reviews of a reader come home by an accessor: ours."""
    count, _ = reader.review_set.all().delete()
    return count


def tag_books(word: str) -> None:
    """A word on every book with five stars."""
    tag, _ = Tag.objects.get_or_create(name=slug(word))  # expect: foreign-model-write
    for book in Book.objects.filter(reviews__stars=5):  # expect: foreign-model-read
        book.tags.add(tag)  # expect: foreign-model-write
        book.best = book.reviews.order_by("-stars").first()
        book.best.text = book.best.text.strip()
        book.best.save()
