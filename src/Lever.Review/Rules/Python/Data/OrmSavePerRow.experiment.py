"""n rows inserted by `create` against one `bulk_create`, in one transaction and rolled back; SQLite in memory, so without any round trip."""
import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}, DEFAULT_AUTO_FIELD="django.db.models.AutoField")
django.setup()

from django.db import connection, models, transaction

SIZES = [1, 10, 200]
WINS = "n >= 10"
METRIC = "cpu"
REQUIRES = ["django"]
SAME = "result"


class Entry(models.Model):
    text = models.TextField()

    class Meta:
        app_label = "journal"


with connection.schema_editor() as editor:
    editor.create_model(Entry)


def inputs(n):
    return (["line %d" % number for number in range(n)],)


def before(lines: list):
    with transaction.atomic():
        for line in lines:
            Entry.objects.create(text=line)
        stored = Entry.objects.count()
        transaction.set_rollback(True)
    return stored


def after(lines: list):
    with transaction.atomic():
        Entry.objects.bulk_create([Entry(text=line) for line in lines])
        stored = Entry.objects.count()
        transaction.set_rollback(True)
    return stored
