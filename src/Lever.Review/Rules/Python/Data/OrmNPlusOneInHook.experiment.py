"""A changelist of n rows whose column follows a foreign key, without and with `list_select_related`; SQLite in memory, so without any round trip. Each row's cells are rendered too."""
import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}, DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.admin"], SECRET_KEY="-", ROOT_URLCONF="django.urls", USE_TZ=False,
)
django.setup()

from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import items_for_result
from django.db import connection, models
from django.test import RequestFactory

SIZES = [1, 10, 100]
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


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    list_display = ("title", "author_name")
    list_display_links = None

    def author_name(self, book):
        return book.author.name


class JoinedAdmin(BookAdmin):
    list_select_related = ("author",)


class Person:
    is_active = is_staff = True

    def has_perm(self, *asked):
        return True


with connection.schema_editor() as editor:
    editor.create_model(Author)
    editor.create_model(Book)
Author.objects.bulk_create([Author(name="author %d" % number) for number in range(50)])
Book.objects.bulk_create([Book(title="book %d" % number, author_id=number % 50 + 1) for number in range(200)])
REQUEST = RequestFactory().get("/")
REQUEST.user = Person()


def inputs(n):
    return (n,)


def rows(view, most):
    view.list_per_page = most
    changelist = view.get_changelist_instance(REQUEST)
    return [list(items_for_result(changelist, row, None)) for row in changelist.result_list]


SLOW, FAST = BookAdmin(Book, admin.site), JoinedAdmin(Book, admin.site)


def before(most):
    return rows(SLOW, most)


def after(most):
    return rows(FAST, most)
