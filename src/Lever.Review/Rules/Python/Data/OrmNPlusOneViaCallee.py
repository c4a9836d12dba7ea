"""Fixture of x-orm-n-plus-one-via-callee."""

from functools import lru_cache

from django.db import models


class Author(models.Model):
    name = models.TextField()


class Book(models.Model):
    title = models.TextField()
    author = models.ForeignKey(Author, on_delete=models.CASCADE)

    @property
    def editions(self):
        return Book.objects.filter(title=self.title).count()


def author_of(name):
    return Author.objects.get(name=name)


def by_helper(names_read: list):
    found = []
    for name in names_read:
        found.append(author_of(name))  # expect: x-orm-n-plus-one-via-callee
    return found


def describe(name):
    author = author_of(name)
    return f"{author.pk}: {author.name}"


def through_two(path):
    with open(path) as file:
        return [describe(line) for line in file]  # expect: x-orm-n-plus-one-via-callee


class Shelf:
    def count_of(self, title):
        return Book.objects.filter(title=title).count()

    def report(self, titles: list):
        total = 0
        for title in titles:
            total += self.count_of(title)  # expect: x-orm-n-plus-one-via-callee
        return total


# Results are kept for each name.
@lru_cache
def cached_author(name):
    return Author.objects.get(name=name)


def by_cache(names_read: list):
    return [cached_author(name) for name in names_read]


# A handful.
def few():
    return [author_of(name) for name in ("a", "b", "c")]


# The same for every turn: loop-invariant work, and another rule's.
def same(names_read: list, owner):
    for name in names_read:
        print(name, author_of(owner))


# What is made once is kept.
class Directory:
    _all = None

    def all(self):
        if self._all is None:
            self._all = list(Author.objects.all())
        return self._all

    def find(self, key):
        return self.all()[key]

    def names(self, keys: list):
        return [self.find(key) for key in keys]


# Only what went wrong asks.
def risky(key):
    try:
        return int(key)
    except ValueError:
        return author_of(key)


def careful(keys: list):
    return [risky(key) for key in keys]


# The first that is found ends the loop.
def first(names_read: list):
    for name in names_read:
        return author_of(name)


def author_name(book: Book):
    return book.author.name


# fine: authors are loaded with the books
def joined():
    return [author_name(book) for book in Book.objects.select_related("author")]


# fine: what was loaded ahead is asked for by nobody again
def loaded_ahead(books: list):
    prefetch_related_objects(books, "author")
    return [author_name(book) for book in books]


def names_of(books):
    return [author_name(book) for book in books]


# fine: all that is handed over has its authors with it
def listed(shelf):
    return names_of(Book.objects.filter(title=shelf).select_related("author"))


class Series(models.Model):
    name = models.TextField()

    def price_of(self, book):
        return [volume.price for volume in self.volumes.all() if volume.book == book]


class Volume(models.Model):
    series = models.ForeignKey(Series, related_name="volumes", on_delete=models.CASCADE)
    price = models.IntegerField()


# fine: volumes may have been loaded with the series, once for all books
def prices(series: Series, books: list):
    return [series.price_of(book) for book in books]


def create_book(title):
    return Book.objects.create(title=title, author=Author(name="A"))


# fine: a book that has just been created knows its author
def imported(titles: list):
    names = []
    for title in titles:
        book = create_book(title)
        names.append(author_name(book))
    return names
