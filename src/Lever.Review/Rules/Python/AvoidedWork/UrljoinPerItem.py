"""Fixture of py-urljoin-per-item."""
from urllib.parse import urljoin, urlparse


def targets(base: str, links: list):
    return [urljoin(base, link) for link in links]  # expect: py-urljoin-per-item, with a profile


def anchors(page, nodes):
    found = []
    for node in nodes:
        found.append(urljoin(page.url, node.get("href")))  # expect: py-urljoin-per-item, with a profile
    return found


def guarded(base, links):
    # fine: complete ones are left alone
    return [link if link.startswith("http") else urljoin(base, link) for link in links]


def parsed(base, links):
    for link in links:
        # fine: it is looked at already
        if not urlparse(link).netloc:
            yield urljoin(base, link)


def once(base, link):
    # fine: no loop
    return urljoin(base, link)


def pages(base, count):
    for number in range(count):
        # fine: known to be relative
        yield urljoin(base, f"page/{number}")


def bases(servers, path):
    for server in servers:
        # fine: another base each time, and the same path
        yield urljoin(server, path)


def first(base, links):
    for link in links:
        # fine: it ends on the first turn
        return urljoin(base, link)
