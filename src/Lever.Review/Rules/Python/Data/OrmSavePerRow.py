from django.db import IntegrityError, models
from sqlalchemy.orm import Session


class Entry(models.Model):
    text = models.TextField()
    seen = models.BooleanField(default=False)
    rank = models.IntegerField(default=0)


class Watched(models.Model):
    text = models.TextField()

    def save(self, *args, **kwargs):
        self.text = self.text.strip()
        super().save(*args, **kwargs)


class Note(Entry):
    title = models.TextField()


def store(lines: list):
    for line in lines:
        Entry.objects.create(text=line)  # expect: x-orm-save-per-row


def stored(lines: list):
    return [Entry.objects.create(text=line) for line in lines]  # expect: x-orm-save-per-row


def store_new(lines: list):
    for line in lines:
        entry = Entry(text=line)
        entry.save()  # expect: x-orm-save-per-row


def mark():
    for entry in Entry.objects.filter(seen=False):
        entry.seen = True
        entry.save()  # expect: x-orm-save-per-row


def rank(ranks: dict):
    for entry in Entry.objects.all():
        entry.rank = ranks[entry.text]
        entry.save(update_fields=["rank"])  # expect: x-orm-save-per-row


def rank_some(ranks: dict):
    entries = Entry.objects.filter(seen=False)
    for entry in entries:
        entry.rank = ranks[entry.text] + entry.rank
        entry.seen = entry.rank > 3
        entry.save()  # expect: x-orm-save-per-row


def forget():
    for entry in Entry.objects.filter(seen=True):
        entry.delete()  # expect: x-orm-save-per-row


def remember(session: Session, rows: list):
    for row in rows:
        session.add(row)
        session.commit()  # expect: x-orm-save-per-row


def mark_one_by_one(texts: list):
    for text in texts:
        # Looking first has no simple counterpart for many rows.
        Entry.objects.get_or_create(text=text)  # expect: x-orm-save-per-row, with a profile


# Near misses.


def together(lines: list):
    Entry.objects.bulk_create([Entry(text=line) for line in lines])


def one(line):
    # No loop.
    Entry.objects.create(text=line)


def tolerant(lines: list):
    # A row that fails is passed over.
    for line in lines:
        try:
            Entry.objects.create(text=line)
        except IntegrityError:
            continue


def watched(lines: list):
    # Its class says what saving does, which no bulk operation does.
    for line in lines:
        Watched.objects.create(text=line)


def spread(lines: list):
    # A row in two tables cannot be inserted in bulk.
    for line in lines:
        Note.objects.create(text=line, title=line)


def with_keys(lines: list):
    # The key of each is needed at once.
    keys = {}
    for line in lines:
        entry = Entry.objects.create(text=line)
        keys[line] = entry.pk
    return keys


def three():
    for text in ("a", "b", "c"):
        Entry.objects.create(text=text)


def in_portions(chunks: list):
    for chunk in chunks:
        Entry.objects.filter(text__in=chunk).delete()


def by_rank(texts: list):
    # Each statement takes many rows.
    for text in texts:
        Entry.objects.filter(text=text).update(seen=True)


def committed_together(session: Session, rows: list):
    for row in rows:
        session.add(row)
    session.commit()


def form(forms: list):
    # What a form saves is not known.
    for one in forms:
        one.save()
