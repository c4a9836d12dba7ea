"""Fixture of x-orm-lazy-relation-via-callee."""

import functools

from django.db import models


class Publisher(models.Model):
    name = models.CharField(max_length=100)


class Author(models.Model):
    name = models.CharField(max_length=100)
    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE)


class Tag(models.Model):
    name = models.CharField(max_length=100)


class Book(models.Model):
    title = models.CharField(max_length=100)
    author = models.ForeignKey(Author, related_name="books", on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag)

    @property
    def by(self):
        return "by " + self.author.name


def as_dict(book):
    return {"title": book.title, "author": book.author.name}


def as_line(number, book):
    return f"{number}: {with_publisher(book)}"


def with_publisher(book):
    return book.title + book.author.publisher.name


def titled(book):
    return book.title, book.author_id


def labelled(book):
    return book.by


def tags_of(*, book):
    return [tag.name for tag in book.tags.all()]


def with_popular_tags(book):
    return Tag.objects.filter(pk__in=book.tags.all())


def table(books):
    return [(book.title, book.author.name) for book in books]


def first_line(books):
    book = books[0]
    return book.author.name


def reloaded(books):
    books = books.select_related("author")
    return [book.author.name for book in books]


@functools.lru_cache(maxsize=None)
def remembered(book):
    return book.author.name


def renamed(book, name):
    book.author.name = name
    book.save()


class Shelf:
    def __init__(self, book):
        self.label = book.author.name


class Report:
    def cell(self, book):
        return book.author.name

    def cells(self):
        return [self.cell(book) for book in Book.objects.all()]  # expect: x-orm-lazy-relation-via-callee, tier A


def listing():
    return [as_dict(book) for book in Book.objects.all()]  # expect: x-orm-lazy-relation-via-callee, tier A


def numbered(books=None):
    lines = []
    for book in Book.objects.order_by("title"):
        lines.append(as_line(len(lines), book))  # expect: x-orm-lazy-relation-via-callee, tier A
    return lines


def tagged():
    return [tags_of(book=book) for book in Book.objects.select_related("author")]  # expect: x-orm-lazy-relation-via-callee, tier A


def labels():
    return [labelled(book) for book in Book.objects.all()]  # expect: x-orm-lazy-relation-via-callee


def shelves():
    return [Shelf(book) for book in Book.objects.all()]  # expect: x-orm-lazy-relation-via-callee, tier A


def whole_table():
    books = Book.objects.filter(title__startswith="a")
    return table(books)  # expect: x-orm-lazy-relation-via-callee, tier A


def loaded():
    # The rows come with what the function reads.
    return [as_dict(book) for book in Book.objects.select_related("author")]


def loaded_deeper():
    # A longer path loads the shorter one too.
    return table(Book.objects.select_related("author__publisher"))


def prefetched():
    return [tags_of(book=book) for book in Book.objects.prefetch_related("tags")]


def columns():
    # The key is a column of the row.
    return [titled(book) for book in Book.objects.all()]


def in_another_query():
    # A relation inside of another query runs with that one; so many queries are another rule's business.
    return [list(with_popular_tags(book)) for book in Book.objects.all()]


def of_one(key):
    # One row.
    return as_dict(Book.objects.get(pk=key))


def only_first():
    # The function reads the first row alone.
    return first_line(Book.objects.order_by("title"))


def loads_itself():
    # The function asks for the rows anew, with what it reads.
    return reloaded(Book.objects.all())


def once():
    # The loop ends with its first row.
    for book in Book.objects.all():
        return as_dict(book)


def known():
    # What is remembered asks once for each book, and the rows may come again and again.
    return [remembered(book) for book in Book.objects.all()]


def of_an_author(author):
    # A row knows the row that it was reached from.
    return [as_dict(book) for book in author.books.all()]


def books_of(author: Author):
    return [as_dict(book) for book in author.books.all()]


def given(books):
    # Nobody here says what was loaded with them.
    return [as_dict(book) for book in books]


def unlike(book):
    # The loop reads it itself: the other rule tells of both.
    return book.author.name


def read_here_too():
    return [(book.author.name, unlike(book)) for book in Book.objects.all()]


def rename_all(name):
    # Each row is written anyway: a profile says whether reading counts.
    for book in Book.objects.all():
        renamed(book, name)


def to_log(log):
    for book in Book.objects.all():
        try:
            log.write(book.title)
        except OSError:
            # Seldom reached.
            log.error(as_dict(book))
