from django import forms
from django.contrib import admin
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import models
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.generic import DetailView, ListView
from rest_framework import generics, serializers, viewsets

from choosing import Chooser


class Publisher(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


class Author(models.Model):
    name = models.CharField(max_length=100)
    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE)
    mentor = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)

    def __str__(self):
        return "%s (%s)" % (self.name, self.publisher)


class Tag(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=100)
    author = models.ForeignKey(Author, related_name="books", on_delete=models.CASCADE)
    editor = models.ForeignKey(Author, null=True, related_name="edited", on_delete=models.SET_NULL)
    tags = models.ManyToManyField(Tag)

    @property
    def publisher_name(self):
        return self.author.publisher.name

    def __str__(self):
        return self.title


class Review(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE)
    text = models.TextField()


# Columns of the admin.


@admin.register(Book)
class AuthorNameAdmin(admin.ModelAdmin):
    list_display = ("title", "author_name", "tag_names")
    search_fields = ("title",)

    def author_name(self, book):
        return book.author.name  # expect: x-orm-n-plus-one-in-hook

    def tag_names(self, book):
        return ", ".join(tag.name for tag in book.tags.all())


# The property follows two relations.
class PublisherAdmin(admin.ModelAdmin):  # expect: x-orm-n-plus-one-in-hook
    list_display = ["title", "publisher_name"]


admin.site.register(Book, PublisherAdmin)


# What may be null is not joined by itself, in contrast to the author.
@admin.register(Book)
class EditorAdmin(admin.ModelAdmin):  # expect: x-orm-n-plus-one-in-hook
    list_display = ("title", "author", "editor")


# The text of each row names the publisher.
@admin.register(Author)
class PlainAdmin(admin.ModelAdmin):  # expect: x-orm-n-plus-one-in-hook
    search_fields = ("name",)


# The relation is named, what its text reads is not.
@admin.register(Book)
class ShallowAdmin(admin.ModelAdmin):  # expect: x-orm-n-plus-one-in-hook
    list_display = ("title", "author")
    list_select_related = ("author",)


@admin.register(Author)
class CountingAdmin(admin.ModelAdmin):
    list_display = ("name", "number_of_books", "number_of_reviews")

    def number_of_books(self, author):
        return author.books.count()  # expect: x-orm-n-plus-one-in-hook

    def number_of_reviews(self, author):
        return Review.objects.filter(book__author=author).count()


# A query of its own that joins what is shown, but not all of it.
@admin.register(Book)
class QueryAdmin(admin.ModelAdmin):
    list_display = ("title", "author_name", "tag_names")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")

    def author_name(self, book):
        return book.author.name

    def tag_names(self, book):
        return ", ".join(tag.name for tag in book.tags.all())  # expect: x-orm-n-plus-one-in-hook


# Listings.


class AuthorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ("id", "name", "publisher")


class BookSerializer(serializers.ModelSerializer):
    author = AuthorSerializer()
    publisher = serializers.CharField(source="author.publisher.name")
    tag_names = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ("id", "title", "author", "publisher", "tag_names")

    def get_tag_names(self, book):
        return [tag.name for tag in book.tags.all()]


class BookViewSet(viewsets.ModelViewSet):  # expect: x-orm-n-plus-one-in-hook
    queryset = Book.objects.all()
    serializer_class = BookSerializer


class AllBooks(generics.ListAPIView):  # expect: x-orm-n-plus-one-in-hook
    serializer_class = BookSerializer

    def get_queryset(self):
        return Book.objects.filter(title__startswith=self.request.query_params["start"]).select_related("author__publisher")


class KeysSerializer(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = "__all__"


class OwnSerializer(serializers.ModelSerializer):
    class Meta:
        model = Review
        fields = ("id", "text")

    def to_representation(self, review):
        return {**super().to_representation(review), "title": review.book.title}


class ReviewViewSet(viewsets.ReadOnlyModelViewSet):  # expect: x-orm-n-plus-one-in-hook
    queryset = Review.objects.all()
    serializer_class = OwnSerializer


# The keys of many rows are a query of each row.
class KeyViewSet(viewsets.ReadOnlyModelViewSet):  # expect: x-orm-n-plus-one-in-hook
    queryset = Book.objects.order_by("title")
    serializer_class = KeysSerializer


# Choices.


class BookForm(forms.Form):  # expect: x-orm-n-plus-one-in-hook
    author = forms.ModelChoiceField(queryset=Author.objects.all())


# Near misses.


# Named in `list_select_related`, and as far as the text of an author reads.
@admin.register(Book)
class JoinedAdmin(admin.ModelAdmin):
    list_display = ("title", "author", "author_name")
    list_select_related = ("author__publisher",)

    def author_name(self, book):
        return book.author.name


# Foreign keys that must not be null are joined by the changelist itself, once one of them is listed.
@admin.register(Book)
class RequiredAdmin(admin.ModelAdmin):
    list_display = ("title", "author", "publisher_name")


# The key is a column.
@admin.register(Book)
class KeyAdmin(admin.ModelAdmin):
    list_display = ("title", "author_key")

    def author_key(self, book):
        return book.author_id


# Shown on the page of one row, not in the list.
@admin.register(Book)
class DetailAdmin(admin.ModelAdmin):
    list_display = ("title",)
    readonly_fields = ("author_name",)

    def author_name(self, book):
        return book.author.name


# The query loads both.
@admin.register(Book)
class LoadingAdmin(admin.ModelAdmin):
    list_display = ("title", "author_name", "tag_names")

    def get_queryset(self, request):
        books = super().get_queryset(request)
        return books.select_related("author").prefetch_related("tags")

    def author_name(self, book):
        return book.author.name

    def tag_names(self, book):
        return ", ".join(tag.name for tag in book.tags.all())


# What another function does with the query cannot be told.
@admin.register(Book)
class HelpedAdmin(admin.ModelAdmin):
    list_display = ("title", "author_name")

    def get_queryset(self, request):
        return with_authors(super().get_queryset(request))

    def author_name(self, book):
        return book.author.name


def with_authors(books):
    return books.select_related("author")


# Kept in a cache.
@admin.register(Book)
class CachedAdmin(admin.ModelAdmin):
    list_display = ("title", "author_name")

    def author_name(self, book):
        return cache.get_or_set(book.author_id, lambda: book.author.name)


# Loaded by the view.
class LoadedViewSet(viewsets.ModelViewSet):
    queryset = Book.objects.select_related("author__publisher").prefetch_related("tags")
    serializer_class = BookSerializer


# One row a request.
class OneBook(generics.RetrieveAPIView):
    queryset = Book.objects.all()
    serializer_class = BookSerializer


# The serializer is chosen by the request.
class ChosenViewSet(viewsets.ModelViewSet):
    queryset = Book.objects.all()
    serializer_class = BookSerializer

    def get_serializer_class(self):
        return AuthorSerializer if self.action == "list" else BookSerializer


# The key of one related row is a column.
class AuthorViewSet(viewsets.ModelViewSet):
    queryset = Author.objects.all()
    serializer_class = AuthorSerializer


# The rows are joined, or others are offered once the form is made.
class LoadedForm(forms.Form):
    author = forms.ModelChoiceField(queryset=Author.objects.select_related("publisher"))
    tag = forms.ModelChoiceField(queryset=Tag.objects.all())


class NarrowedForm(forms.Form):
    author = forms.ModelChoiceField(queryset=Author.objects.all())

    def __init__(self, publisher):
        super().__init__()
        self.fields["author"].queryset = Author.objects.filter(publisher=publisher)


# What an action of the view lists.
class ListedViewSet(viewsets.ModelViewSet):  # expect: x-orm-n-plus-one-in-hook
    queryset = Book.objects.all()
    serializer_class = KeysSerializer

    def get_serializer_class(self):
        if self.action in ("retrieve", "update"):
            return KeysSerializer
        return BookSerializer


class SentViewSet(viewsets.ModelViewSet):
    # fine: what is listed writes the author's key alone
    queryset = Author.objects.all()
    serializer_class = BookSerializer

    def get_serializer_class(self):
        if self.request.method != "GET":
            return super().get_serializer_class()
        return AuthorSerializer


class AskedViewSet(viewsets.ModelViewSet):
    # fine: the query of the address says which serializer writes
    queryset = Book.objects.all()
    serializer_class = BookSerializer

    def get_serializer_class(self):
        if "short" in self.request.query_params:
            return AuthorSerializer
        return BookSerializer


# Forms below a row of the admin.
class AuthorInline(admin.TabularInline):  # expect: x-orm-n-plus-one-in-hook
    model = Author


class BookInline(admin.StackedInline):
    model = Book
    readonly_fields = ("author_name",)

    def author_name(self, book):
        return book.author.name  # expect: x-orm-n-plus-one-in-hook


class LoadedInline(admin.TabularInline):
    # fine: the query joins what the text reads
    model = Author

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("publisher")


class OwnInline(admin.TabularInline):
    # fine: a template of its own may show anything
    model = Author
    template = "shop/author.html"


class Biography(models.Model):
    author = models.OneToOneField(Author, on_delete=models.CASCADE)

    def __str__(self):
        return self.author.name


class BiographyInline(admin.StackedInline):
    # fine: an author has one
    model = Biography


# Templates.
def books(request):
    found = Book.objects.filter(title__startswith=request.GET["start"])
    return render(request, "shop/books.html", {"books": found})  # expect: x-orm-n-plus-one-in-hook


def paged(request):
    pages = Paginator(Book.objects.order_by("title"), 50)
    context = {"start": 1}
    context["books"] = pages.get_page(request.GET["page"])  # expect: x-orm-n-plus-one-in-hook
    return TemplateResponse(request, "shop/books.html", context)


def conditional(request):
    return render(request, "shop/conditional.html", {"books": Book.objects.all()})  # expect: x-orm-n-plus-one-in-hook, tier B


class BookList(ListView):  # expect: x-orm-n-plus-one-in-hook
    model = Book
    template_name = "shop/book_list.html"
    paginate_by = 100


class AuthorsBooks(LoginRequiredMixin, DetailView):
    model = Author
    template_name = "shop/books.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["books"] = Book.objects.exclude(author=self.object)  # expect: x-orm-n-plus-one-in-hook
        # fine: nothing says whose rows these are
        context["recent"] = self.object.books.filter(title="x")
        return context


def joined(request):
    # fine: the query joins what the template and what it extends and includes read
    found = Book.objects.select_related("author")
    return render(request, "shop/books.html", {"books": found})


def joined_elsewhere(request):
    # fine: a step of the view joins it
    found = Book.objects.all()
    found = found.select_related("author")
    return render(request, "shop/books.html", {"books": found})


class JoinedList(ListView):
    # fine: the view's query loads it
    queryset = Book.objects.select_related("author__publisher").prefetch_related("tags")
    template_name = "shop/book_list.html"


class ChosenList(Chooser, ListView):
    # fine: a base may choose the rows
    model = Book
    template_name = "shop/book_list.html"


def plain(request):
    # fine: the template reads columns, and what is no row of these
    return render(request, "shop/plain.html", {"books": Book.objects.all()})


def cached(request):
    # fine: what is kept in a cache is asked for once
    return render(request, "shop/cached.html", {"books": Book.objects.all()})


def few(request):
    # fine: three rows of many, by the template or by the query
    render(request, "shop/few.html", {"books": Book.objects.all()})
    return render(request, "shop/books.html", {"books": Book.objects.all()[:3]})


def missing(request):
    # fine: no such template, one that is chosen, and one that ends in the middle of a tag
    render(request, request.GET["template"], {"books": Book.objects.all()})
    render(request, "shop/broken.html", {"others": Book.objects.all()})
    return render(request, "shop/none.html", {"books": Book.objects.all()})


def values(request):
    # fine: dicts, not rows
    return render(request, "shop/books.html", {"books": Book.objects.values("title", "author__name")})


def listed(request, rows):
    # fine: who knows what these are
    return render(request, "shop/books.html", {"books": rows, "others": Book.objects.all()})


def of_book(request, book: Book):
    # fine: the rows that belong to one know it
    return render(request, "shop/reviews.html", {"reviews": book.review_set.filter(text="x")})
