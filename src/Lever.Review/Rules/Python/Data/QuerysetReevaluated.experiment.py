"""n rows of Django's that are tested by `exists` and then gone through against rows that are tested themselves; SQLite in memory, so without any round trip."""
import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}, DEFAULT_AUTO_FIELD="django.db.models.AutoField")
django.setup()

from django.db import connection, models

SIZES = [1, 10, 200]
WINS = "n <= 10"
METRIC = "cpu"
REQUIRES = ["django"]
SAME = "result"


class Job(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "queue"


with connection.schema_editor() as editor:
    editor.create_model(Job)
Job.objects.bulk_create([Job(name="job %d" % number) for number in range(200)])


def inputs(n):
    return (n,)


def before(most):
    names = []
    jobs = Job.objects.filter(pk__lte=most)
    if jobs.exists():
        for job in jobs:
            names.append(job.name)
    return names


def after(most):
    names = []
    jobs = Job.objects.filter(pk__lte=most)
    if jobs:
        for job in jobs:
            names.append(job.name)
    return names
