"""n rows of Django's, each asked for by its key, against all of them asked for at once; SQLite in memory, so without any round trip."""
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


def before(ids: list):
    found = []
    for key in ids:
        found.append(Product.objects.get(pk=key).name)
    return found


def after(ids: list):
    found = []
    product_by_key = Product.objects.in_bulk(ids)
    for key in ids:
        found.append(product_by_key[key].name)
    return found
