"""The authors of n books of Django's read by a function that is given one book at a time, against `select_related`; SQLite in memory, so without any round trip."""
import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}, DEFAULT_AUTO_FIELD="django.db.models.AutoField")
django.setup()

from django.db import connection, models

SIZES = [1, 10, 200]
WINS = "n >= 10"
METRIC = "cpu"
REQUIRES = ["django"]
SAME = "result"


class Author(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "library"


class Book(models.Model):
    title = models.TextField()
    author = models.ForeignKey(Author, on_delete=models.CASCADE)

    class Meta:
        app_label = "library"


with connection.schema_editor() as editor:
    editor.create_model(Author)
    editor.create_model(Book)
Author.objects.bulk_create([Author(name="author %d" % number) for number in range(50)])
Book.objects.bulk_create([Book(title="book %d" % number, author_id=number % 50 + 1) for number in range(200)])


def inputs(n):
    return (n,)


def as_line(book):
    return book.title + ": " + book.author.name


def before(most):
    return [as_line(book) for book in Book.objects.filter(pk__lte=most)]


def after(most):
    return [as_line(book) for book in Book.objects.filter(pk__lte=most).select_related("author")]
