"""n rows of Django's, each asked for by a helper, against a helper that asks for all of them; SQLite in memory, so without any round trip."""
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


class Product(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "shop"


with connection.schema_editor() as editor:
    editor.create_model(Product)
Product.objects.bulk_create([Product(name="product %d" % number) for number in range(200)])


def inputs(n):
    return (list(range(1, n + 1)),)


def name_of(key):
    return Product.objects.get(pk=key).name


def names_of(keys):
    return {row.pk: row.name for row in Product.objects.filter(pk__in=keys)}


def before(ids: list):
    found = []
    for key in ids:
        found.append(name_of(key))
    return found


def after(ids: list):
    name_by_key = names_of(ids)
    return [name_by_key[key] for key in ids]
