from django.db import models
from sqlalchemy import Column, ForeignKey, Integer, String, select
from sqlalchemy.orm import DeclarativeBase, Session, joinedload, relationship


class Publisher(models.Model):
    name = models.CharField(max_length=100)


class Author(models.Model):
    name = models.CharField(max_length=100)
    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE)


class Tag(models.Model):
    name = models.CharField(max_length=100)


class Book(models.Model):
    title = models.CharField(max_length=100)
    author = models.ForeignKey("Author", related_name="books", on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag)


class ShopQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed=False)

    def with_owner(self):
        return self.open().select_related("owner")

    def names(self):
        return [shop.name for shop in self]


class ShopManager(models.Manager):
    def recent(self):
        return self.get_queryset().order_by("-pk")


class Shop(models.Model):
    owner = models.ForeignKey(Author, on_delete=models.CASCADE)
    closed = models.BooleanField()
    objects = ShopQuerySet.as_manager()


class Kiosk(models.Model):
    owner = models.ForeignKey(Author, on_delete=models.CASCADE)
    objects = models.Manager.from_queryset(ShopQuerySet)()


class StallManager(models.Manager.from_queryset(ShopQuerySet)):
    pass


class Stall(models.Model):
    owner = models.ForeignKey(Author, on_delete=models.CASCADE)
    objects = StallManager()
    newest = ShopManager()


class Locale(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    addresses = relationship("Address")
    roles = relationship("Role", lazy="selectin")


class Address(Base):
    __tablename__ = "address"
    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("user.id"))
    user = relationship(User)
    email = Column(String)


def lines():
    return [book.title + ": " + book.author.name for book in Book.objects.all()]  # expect: x-orm-lazy-relation-in-loop


def publishers():
    rows = []
    for book in Book.objects.filter(title__startswith="A").order_by("title"):
        rows.append((book.title, book.author.publisher.name))  # expect: x-orm-lazy-relation-in-loop
    return rows


def tags():
    found = {}
    books = Book.objects.exclude(title="")
    for number, book in enumerate(books):
        found[number] = [tag.name for tag in book.tags.all()]  # expect: x-orm-lazy-relation-in-loop
    return found


def titles():
    for author in Author.objects.select_related("publisher"):
        for book in author.books.all():  # expect: x-orm-lazy-relation-in-loop
            yield author.publisher.name, book.title


def counts():
    # A count is no row: an annotation gives it.
    return {author.name: author.books.count() for author in Author.objects.all()}  # expect: x-orm-lazy-relation-in-loop


def short_titles():
    for author in Author.objects.prefetch_related("books"):
        # Asked again, although it was loaded ahead.
        for book in author.books.filter(title__lt="B"):  # expect: x-orm-lazy-relation-in-loop
            yield book.title


def addresses(session: Session):
    found = []
    for user in session.query(User).filter(User.name != "").all():
        found.extend(address.email for address in user.addresses)  # expect: x-orm-lazy-relation-in-loop
    return found


def owners(session: Session):
    return [(address.email, address.user.name) for address in session.query(Address)]  # expect: x-orm-lazy-relation-in-loop


def addresses_by_statement(session: Session):
    statement = select(User).where(User.name != "").order_by(User.name)
    for user in session.scalars(statement).all():
        yield user.name, user.addresses  # expect: x-orm-lazy-relation-in-loop


def addresses_by_result(session):
    for user in session.execute(select(User)).scalars():
        yield user.name, user.addresses  # expect: x-orm-lazy-relation-in-loop


def owners_of_shops():
    return [shop.owner.name for shop in Shop.objects.open()]  # expect: x-orm-lazy-relation-in-loop


def owners_of_kiosks():
    return [kiosk.owner.name for kiosk in Kiosk.objects.open().order_by("pk")]  # expect: x-orm-lazy-relation-in-loop


def owners_of_stalls():
    for stall in Stall.objects.open():
        print(stall.owner.name)  # expect: x-orm-lazy-relation-in-loop


def owners_of_new_stalls():
    for stall in Stall.newest.recent():
        print(stall.owner.name)  # expect: x-orm-lazy-relation-in-loop


# Near misses.


def shops_with_owners():
    # The manager's own method loads them.
    return [shop.owner.name for shop in Shop.objects.with_owner()]


def with_options_of_statement(session: Session):
    return [user.addresses for user in session.scalars(select(User).options(joinedload(User.addresses)))]


def joined():
    # Loaded with the rows.
    return [book.author.name for book in Book.objects.select_related("author")]


def joined_further():
    # What leads on from a relation loads it too.
    return [book.author.name for book in Book.objects.select_related("author__publisher")]


def loaded_ahead():
    return [len(book.tags.all()) for book in Book.objects.prefetch_related("tags")]


def keys():
    # The key is a column.
    return [book.author_id for book in Book.objects.all()]


def columns():
    return [book.title for book in Book.objects.all()]


def ahead_by_caller(books):
    # The caller may have loaded them.
    return [book.author.name for book in books]


def chosen():
    # The first one alone.
    for book in Book.objects.all():
        return book.author.name


def of_each_locale():
    # A table of a few rows.
    return [locale.book.title for locale in Locale.objects.all()]


def assigned(author):
    # What is set in the loop is not asked for.
    for book in Book.objects.all():
        book.author = author
        yield book.author.name


def back(author: Author):
    # A row knows the one it was reached from.
    return [book.author.name for book in author.books.filter(title="")]


def ten():
    return [book.author.name for book in Book.objects.all()[:10]]


def with_options(session: Session):
    return [user.addresses for user in session.query(User).options(joinedload(User.addresses))]


def by_mapping(session: Session):
    # The mapping loads it with the rows.
    return [user.roles for user in session.query(User)]


def loaded_afterwards():
    books = Book.objects.filter(title="A")
    prefetch_related_objects(books, "author")
    # fine: loaded ahead, for rows that were there already
    return [book.author.name for book in books]
