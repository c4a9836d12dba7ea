from django.db import models
from django.shortcuts import get_object_or_404
from sqlalchemy import Column, Integer, String, select
from sqlalchemy.orm import DeclarativeBase, Session


class Product(models.Model):
    name = models.CharField(max_length=100)
    slug = models.SlugField()


class Stock(models.Model):
    product = models.ForeignKey(Product, related_name="stocks", on_delete=models.CASCADE)
    quantity = models.IntegerField()


class Locale(models.Model):
    code = models.CharField(max_length=8)


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "account"
    id = Column(Integer, primary_key=True)
    email = Column(String)


def names(ids: list):
    found = []
    for key in ids:
        found.append(Product.objects.get(pk=key).name)  # expect: x-orm-query-in-loop
    return found


def bought(lines: list):
    return [Product.objects.filter(slug=line["slug"]).first() for line in lines]  # expect: x-orm-query-in-loop


def quantities(products: list):
    total = {}
    for product in products:
        for stock in Stock.objects.filter(product=product):  # expect: x-orm-query-in-loop
            total[product.pk] = total.get(product.pk, 0) + stock.quantity
    return total


def scarce():
    found = []
    for product in Product.objects.all():
        scarce = product.stocks.filter(quantity__lt=3)
        if scarce.exists():  # expect: x-orm-query-in-loop
            found.append(product)
    return found


def loaded(rows: list):
    result = []
    for row in rows:
        result.append(list(Stock.objects.filter(product_id=row["id"])))  # expect: x-orm-query-in-loop
    return result


def accounts(session: Session, emails: list):
    found = []
    for email in emails:
        found.append(session.query(Account).filter_by(email=email).one_or_none())  # expect: x-orm-query-in-loop
    return found


def accounts_by_key(session: Session, keys: list):
    found = []
    for key in keys:
        found.append(session.get(Account, key))  # expect: x-orm-query-in-loop
    return found


def accounts_of_some_session(request, keys: list):
    found = []
    for number in keys:
        found.append(request.db.query(Account).get(number))  # expect: x-orm-query-in-loop
        # A session is known by what it is given.
        found.append(request.db.get(Account, number))  # expect: x-orm-query-in-loop
    return found


def newer_accounts(session: Session, emails: list):
    found = []
    for email in emails:
        found.append(session.scalars(select(Account).where(Account.email == email)).first())  # expect: x-orm-query-in-loop
    return found


# Near misses.


def together(ids: list):
    # One query before the loop.
    products = Product.objects.in_bulk(ids)
    return [products[key].name for key in ids]


def in_portions(ids: list):
    # One query for a hundred keys is what the portions are for.
    for start in range(0, len(ids), 100):
        part = ids[start:start + 100]
        for product in Product.objects.filter(pk__in=part):
            yield product


def by_chunks(chunks: list):
    for chunk in chunks:
        yield Product.objects.filter(slug=chunk[0]).count()


def first_match(slugs: list):
    # It ends where it finds what it looked for.
    for slug in slugs:
        return Product.objects.filter(slug=slug).first()


def for_each_of_three():
    # Three turns.
    return [Product.objects.filter(slug=slug).count() for slug in ("a", "b", "c")]


def for_each_locale(text):
    # A table of a few rows.
    for locale in Locale.objects.all():
        yield Product.objects.filter(slug=text + locale.code).count()


def remembered(lines: list):
    # Asked once for each slug.
    known = {}
    for line in lines:
        if line["slug"] not in known:
            known[line["slug"]] = Product.objects.get(slug=line["slug"])
        yield known[line["slug"]]


def stock_of(products: list):
    # What belongs to a row may have been loaded with it.
    for product in products:
        yield len(product.stocks.all())


def on_all_databases(databases: list):
    # Each turn asks another database.
    for name in databases:
        yield Product.objects.using(name).count()


def waiting(slug):
    # It waits for the row to appear.
    while not Product.objects.filter(slug=slug).exists():
        pass


def lookup(rows: list):
    # A dict has a `get` and a `count` too.
    table = {}
    for row in rows:
        yield table.get(row)


def one(slug):
    # No loop.
    return get_object_or_404(Product, slug=slug)


def still_there():
    # The row may have been deleted since.
    for product in Product.objects.all():
        if Product.objects.filter(id=product.id).exists():
            yield product


class Legs:
    pass


def per_leg(product):
    # The members of an enumeration.
    return {leg: Stock.objects.filter(product=product, quantity=leg).count() for leg in Legs}


# A dict, and a row that each turn asks for alike.
def settings_of(registry, session, keys: list):
    return [(registry.get(key, 3), session.get(Account, 1)) for key in keys]
