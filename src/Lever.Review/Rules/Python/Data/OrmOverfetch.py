from django.db import models


class Page(models.Model):
    title = models.CharField(max_length=100)
    slug = models.SlugField()
    body = models.TextField()

    def url(self):
        return "/" + self.slug


class Person(models.Model):
    name = models.CharField(max_length=100)
    mail = models.EmailField()
    phone = models.CharField(max_length=20)
    street = models.CharField(max_length=100)
    city = models.CharField(max_length=100)
    country = models.CharField(max_length=2)
    born = models.DateField()
    joined = models.DateField()
    seen = models.DateTimeField()
    points = models.IntegerField()
    parent = models.ForeignKey("self", on_delete=models.CASCADE)


class Tracked(models.Model):
    title = models.CharField(max_length=100)
    slug = models.SlugField()
    body = models.TextField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.body_before = self.body


class Tag(models.Model):
    name = models.CharField(max_length=100)
    slug = models.SlugField()


def index():
    return {page.slug: page.title for page in Page.objects.all()}  # expect: x-orm-overfetch


def mails():
    for person in Person.objects.filter(points__gt=3):  # expect: x-orm-overfetch, tier C
        print(person.name, person.mail)


def parents():
    people = Person.objects.exclude(mail="")
    for person in people:  # expect: x-orm-overfetch, tier C
        print(person.pk, person.parent_id)


# Near misses.


def chosen():
    return {page.slug: page.title for page in Page.objects.only("slug", "title")}


def bodies():
    # The long column is what is wanted.
    return {page.slug: page.body for page in Page.objects.all()}


def urls():
    # A method may read any column.
    return [(page.slug, page.url()) for page in Page.objects.all()]


def handed_on(show):
    for page in Page.objects.all():
        show(page, page.title)


def tracked():
    # What runs when a row is built reads the long column.
    return {page.slug: page.title for page in Tracked.objects.all()}


def tags():
    # A narrow table.
    return {tag.slug: tag.name for tag in Tag.objects.all()}


def first_ten():
    return {page.slug: page.title for page in Page.objects.all()[:10]}


def changed():
    for page in Page.objects.all():
        page.title = page.title.strip()
        page.save()


def kept():
    # The rows are used further on.
    pages = Page.objects.all()
    titles = {page.slug: page.title for page in pages}
    return pages, titles
