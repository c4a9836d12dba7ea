"""n rows of Django's loaded to be counted against a count; SQLite in memory, so without any round trip."""
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


class Ticket(models.Model):
    subject = models.TextField()
    is_open = models.BooleanField()

    class Meta:
        app_label = "desk"


with connection.schema_editor() as editor:
    editor.create_model(Ticket)
Ticket.objects.bulk_create([Ticket(subject="ticket %d" % number, is_open=True) for number in range(200)])


def inputs(n):
    return (n,)


def before(most):
    return len(Ticket.objects.filter(is_open=True, pk__lte=most))


def after(most):
    return Ticket.objects.filter(is_open=True, pk__lte=most).count()
