"""Small things of catalogue alone. It is not `bookshop.common`."""


def clean_isbn(text: str) -> str:
    """Only the digits."""
    return "".join(letter for letter in text if letter.isdigit() or letter == "X")
