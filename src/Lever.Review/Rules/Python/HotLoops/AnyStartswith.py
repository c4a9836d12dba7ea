"""Fixture of py-any-startswith."""

SCHEMES = ("http://", "https://", "ftp://", "mailto:")
ENDINGS = [".py", ".pyi", ".pyx"]


def outside(links: list):
    return [link for link in links if any(link.startswith(scheme) for scheme in SCHEMES)]  # expect: py-any-startswith


def sources(lines: list):
    found = []
    for name in lines:
        if any(name.lower().endswith(ending) for ending in ENDINGS):  # expect: py-any-startswith
            found.append(name)
    return found


def is_outside(link: str):
    return any(link.startswith(scheme) for scheme in SCHEMES)  # expect: py-any-startswith, with a profile, tier C


def is_any(link: str, schemes: set):
    return any(link.startswith(scheme) for scheme in schemes)  # expect: py-any-startswith, with a profile, tier C


def comments(lines: list):
    for line in lines:
        if line.startswith("#") or line.startswith("//") or line.startswith("--") or not line:  # expect: py-any-startswith, with a profile, tier C
            yield line


def pairs(lines: list):
    for line in lines:
        if line.startswith("+") or line.startswith("-"):  # expect: py-any-startswith, with a profile, tier C
            yield line


def once(line):
    # fine: outside of a loop it is a matter of style
    return line.startswith("#") or line.startswith("//") or line.startswith("--")


def mixed(lines: list):
    for line in lines:
        # fine: different questions
        if line.startswith("#") or line.endswith("//") or line.startswith("--"):
            yield line


def several(lines: list, marks):
    for line in lines:
        # fine: different texts
        if line.startswith("#") or line.text.startswith("#") or line.head.startswith("#"):
            yield line


def which(link: str):
    # fine: which one it is matters
    return next((scheme for scheme in SCHEMES if link.startswith(scheme)), None)


def filtered(link: str, schemes):
    # fine: only some of them count
    return any(link.startswith(scheme) for scheme in schemes if scheme)


def reversed_question(links: list, prefix: str):
    # fine: many texts and one prefix
    return any(link.startswith(prefix) for link in links)


def changed(link: str):
    # fine: each is made first
    return any(link.startswith(scheme + "//") for scheme in SCHEMES)


def reads(stream, schemes):
    # fine: each question reads on
    return any(stream.readline().startswith(scheme) for scheme in schemes)
