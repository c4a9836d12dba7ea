from django.db import models
from sqlalchemy import Column, Integer
from sqlalchemy.orm import DeclarativeBase, Session


class Ticket(models.Model):
    subject = models.CharField(max_length=100)
    is_open = models.BooleanField()
    hours = models.IntegerField()
    attachment = models.FileField()
    owner = models.ForeignKey("Owner", on_delete=models.CASCADE)

    @property
    def title(self):
        return self.subject.title()


class Owner(models.Model):
    name = models.CharField(max_length=100)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)


def open_tickets():
    return len(Ticket.objects.filter(is_open=True))  # expect: x-orm-load-to-count


def open_by_name():
    tickets = Ticket.objects.filter(is_open=True)
    return len(tickets)  # expect: x-orm-load-to-count


def listed():
    return len(list(Ticket.objects.exclude(is_open=True)))  # expect: x-orm-load-to-count


def is_busy():
    if Ticket.objects.filter(is_open=True):  # expect: x-orm-load-to-count
        return True
    return False


def is_idle(owner):
    tickets = Ticket.objects.filter(owner=owner)
    return not tickets and owner.is_active  # expect: x-orm-load-to-count


def has_any():
    return Ticket.objects.filter(is_open=True).count() > 0  # expect: x-orm-load-to-count


def has_none():
    return "idle" if Ticket.objects.count() == 0 else "busy"  # expect: x-orm-load-to-count


def subjects():
    return [ticket.subject for ticket in Ticket.objects.filter(is_open=True)]  # expect: x-orm-load-to-count


def owners():
    return {ticket.owner_id for ticket in Ticket.objects.all()}  # expect: x-orm-load-to-count


def hours():
    return sum(ticket.hours for ticket in Ticket.objects.all())  # expect: x-orm-load-to-count


def oldest():
    return list(Ticket.objects.order_by("pk"))[0]  # expect: x-orm-load-to-count


def users(session: Session):
    return len(session.query(User).filter(User.id > 3).all())  # expect: x-orm-load-to-count


# Near misses.


def counted():
    return Ticket.objects.filter(is_open=True).count()


def used_afterwards():
    # The rows are gone through as well: they are loaded once.
    tickets = Ticket.objects.filter(is_open=True)
    print(len(tickets))
    for ticket in tickets:
        print(ticket.subject)


def handed_on():
    tickets = Ticket.objects.filter(is_open=True)
    if not tickets:
        return None
    return tickets


def of_owner(owner: Owner):
    # What belongs to a row may have been loaded with it.
    return len(owner.ticket_set.all())


def at_least_two():
    return Ticket.objects.count() > 1


def titles():
    # Computed in Python.
    return [ticket.title for ticket in Ticket.objects.all()]


def files():
    # The attribute is more than the column.
    return [ticket.attachment for ticket in Ticket.objects.all()]


def numbers(tickets):
    # A list, perhaps.
    return len(tickets)


def both():
    return [(ticket.subject, ticket.hours) for ticket in Ticket.objects.all()]


def loaded_already():
    # Counting what was gone through is free.
    tickets = Ticket.objects.filter(is_open=True)
    for ticket in tickets:
        print(ticket.subject)
    return tickets.count() > 0


def check_none(key):
    # fine: where all is well there is nothing to load
    assert not Ticket.objects.filter(pk=key, is_open=True)
    assert len(Ticket.objects.filter(is_open=True)) == 0
    assert Ticket.objects.filter(is_open=True).count() == 0
