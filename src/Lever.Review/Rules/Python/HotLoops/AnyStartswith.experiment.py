"""The first of n prefixes and none of them sought in 300 addresses by `any` over `startswith`, against one call with the tuple."""
SIZES = [1, 4, 8]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    schemes = tuple("%s://" % name for name in ["http", "https", "ftp", "sftp", "file", "ws", "wss", "git"][:n])
    return (["http://example.org/%d" % index if index % 2 else "pages/%d.html" % index for index in range(300)], schemes)


def before(links: list, schemes):
    return [link for link in links if any(link.startswith(scheme) for scheme in schemes)]


def after(links: list, schemes):
    return [link for link in links if link.startswith(schemes)]
