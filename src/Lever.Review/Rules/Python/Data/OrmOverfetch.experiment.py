"""n rows of Django's with a text of 20 KB loaded whole against the two columns that are read; SQLite in memory, so without any network."""
import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}, DEFAULT_AUTO_FIELD="django.db.models.AutoField")
django.setup()

from django.db import connection, models

SIZES = [1, 10, 200]
WINS = "n >= 200"
LOSES = "n <= 1"
METRIC = "cpu"
REQUIRES = ["django"]
SAME = "result"


class Page(models.Model):
    title = models.CharField(max_length=100)
    slug = models.SlugField()
    body = models.TextField()

    class Meta:
        app_label = "site"


with connection.schema_editor() as editor:
    editor.create_model(Page)
Page.objects.bulk_create([Page(title="page %d" % number, slug="page-%d" % number, body="x" * 20_000) for number in range(200)])


def inputs(n):
    return (n,)


def before(most):
    return {page.slug: page.title for page in Page.objects.filter(pk__lte=most)}


def after(most):
    return {page.slug: page.title for page in Page.objects.filter(pk__lte=most).only("slug", "title")}
