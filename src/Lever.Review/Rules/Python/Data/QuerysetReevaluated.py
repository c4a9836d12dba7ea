from django.db import models
from sqlalchemy import Column, Integer
from sqlalchemy.orm import DeclarativeBase, Session


class Job(models.Model):
    name = models.CharField(max_length=100)
    is_done = models.BooleanField()


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)


def run_all():
    jobs = Job.objects.filter(is_done=False)
    if jobs.exists():  # expect: x-queryset-reevaluated
        for job in jobs:
            print(job.name)


def run_or_leave():
    jobs = Job.objects.filter(is_done=False)
    if not jobs.exists():  # expect: x-queryset-reevaluated
        return []
    return [job.name for job in jobs]


def report():
    jobs = Job.objects.all()
    jobs = jobs.order_by("name")
    total = jobs.count()  # expect: x-queryset-reevaluated
    for number, job in enumerate(jobs):
        print(number, total, job.name)


def report_users(session: Session):
    users = session.query(User).filter(User.id > 3)
    print(users.count())  # expect: x-queryset-reevaluated
    for user in users.all():
        print(user.id)


# Near misses.


def tested():
    # Its rows are kept.
    jobs = Job.objects.all()
    if jobs:
        for job in jobs:
            print(job.name)


def counted_alone():
    jobs = Job.objects.all()
    return jobs.count()


def counted_afterwards():
    # What was gone through is counted for free.
    jobs = Job.objects.all()
    for job in jobs:
        print(job.name)
    return jobs.count()


def too_many():
    # How many there are decides whether they are loaded.
    jobs = Job.objects.all()
    if jobs.count() > 1000:
        raise ValueError("too many")
    for job in jobs:
        print(job.name)


def one_by_one():
    # Rows that are not kept: counting needs a query.
    jobs = Job.objects.all()
    total = jobs.count()
    for job in jobs.iterator():
        print(total, job.name)


def page(number):
    jobs = Job.objects.all()
    return jobs.count(), [job.name for job in jobs[number * 10:number * 10 + 10]]


def changed_between():
    # The rows that are left are others.
    jobs = Job.objects.filter(is_done=False)
    total = jobs.count()
    Job.objects.filter(name="").delete()
    for job in jobs:
        print(total, job.name)


def sometimes(wanted):
    jobs = Job.objects.all()
    total = jobs.count()
    if wanted:
        for job in jobs:
            print(job.name)
    return total
