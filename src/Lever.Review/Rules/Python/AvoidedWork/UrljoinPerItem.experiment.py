"""Of n addresses, three in four complete, each joined with the base, against only those that are not."""
from urllib.parse import urljoin

SIZES = [4, 100]
WINS = "always"
METRIC = "cpu"
SAME = "result"

BASE = "https://example.org/shop/index.html"


def inputs(n):
    return (["page/%d.html" % index if index % 4 == 0 else "https://example.net/shop/%d.html" % index for index in range(n)],)


def before(links: list):
    return [urljoin(BASE, link) for link in links]


def after(links: list):
    return [link if link.startswith(("http://", "https://")) else urljoin(BASE, link) for link in links]
