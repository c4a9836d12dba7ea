"""All posts filtered for each of n authors against one pass that puts them into lists, with ten posts an author."""
import random

SIZES = [2, 10, 100]
WINS = "n >= 10"
LOSES = "n <= 2"
METRIC = "cpu"
SAME = "result"


class Post:
    def __init__(self, author):
        self.author = author


def inputs(n):
    authors = ["author-%d" % number for number in range(n)]
    return authors, [Post(random.choice(authors)) for _ in range(10 * n)]


def before(authors, posts):
    return {author: [post for post in posts if post.author == author] for author in authors}


def after(authors, posts):
    posts_by_author = {}
    for post in posts:
        posts_by_author.setdefault(post.author, []).append(post)
    return {author: [post for post in posts_by_author.get(author, ())] for author in authors}
