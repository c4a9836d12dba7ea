"""Writes what CPython's own parser says about sources, for comparison with Lever's parser.

Runs on CPython 3.8 and later with the standard library only, and is driven through pipes by `lever-dev ast-diff` and
`lever-dev mutate --accept-reject`:

    first      "dialect NAME..." on stdout: what this version's positions can be relied on for (see `dialect` below)
    request    "MODE LENGTH\n" and LENGTH bytes of source on stdin; MODE is `dump` or `accept`
    answer     "STATUS LENGTH\n" and LENGTH bytes on stdout; STATUS is `accepted` (with the dump), `rejected` (with line and
               message) or `gave-up` (CPython ran out of stack or memory, which says nothing about the source)

    python ast_dump.py FILE    prints the dump of one file.

The dump has one line for every node that has a position, parents first, siblings in source order:

    DEPTH KIND LINE:COLUMN-LINE:COLUMN DETAIL

Lines count from 1, columns are UTF-8 bytes from 0, as in `ast`. Nodes without a position (arguments, comprehension,
withitem, match_case, operators) leave their mark in the detail of their parent, and their children count as its children.

Differences between CPython's versions, and what is done about each:

* Before 3.9 keywords, before 3.10 aliases, and before 3.9 slices have no positions: they are missing from the dump, and the
  `dialect` line says so. Index and ExtSlice of 3.8 never had one; the tuple that replaced ExtSlice in 3.9 is missing likewise.
* Before 3.12 f-strings were parsed apart from the file, with wrong positions inside: nodes inside an f-string are written
  with `-` for their place and in the order in which their parts stand in the source.
* 3.8 ends a keyword-only parameter before its annotation and a starred argument before its closing parenthesis: the ends of
  parameters and starred expressions are written `*`, and the `dialect` line lacks `ends`. It also ends a compound statement
  before a semicolon that ends the last line of its body, where later versions end it after: this is corrected here.
* 3.12.0 and 3.12.1 put an empty string at the end of some format specifications: it is left out.
"""

import ast
import codecs
import os
import re
import sys
import warnings

OPERATORS = (ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context)
HAS_FSTRING_POSITIONS = sys.version_info >= (3, 12)
HAS_ENDS = sys.version_info >= (3, 9)
SEMICOLON = re.compile(rb"[ \t\f]*;")
LINE_BREAK = re.compile(rb"\r\n?|\n")
COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)")
BLANK = re.compile(rb"[ \t\f]*(?:#|$)")
COMPOUND = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith)
COMPOUND += (ast.Try, ast.ExceptHandler)


def dialect():
    names = []
    if ast.keyword._attributes:
        names.append("keywords")
    if ast.alias._attributes:
        names.append("aliases")
    if ast.Slice._attributes:
        names.append("slices")
    if HAS_FSTRING_POSITIONS:
        names.append("fstrings")
    if HAS_ENDS:
        names.append("ends")
    return names


def name_of(identifier):
    """Names are compared where nothing normalizes them."""
    if identifier is None:
        return "-"
    return identifier if identifier.isascii() else "~"


def kind_of(node):
    return type(node).__name__


def constant(value):
    if value is None or value is True or value is False:
        return str(value)
    if value is Ellipsis:
        return "Ellipsis"
    return {int: "Int", float: "Float", complex: "Complex", str: "Str", bytes: "Bytes"}[type(value)]


def flags(values):
    return "".join("1" if value else "0" for value in values)


def counts(*lists):
    return ",".join(str(len(items)) for items in lists)


def parameters(arguments):
    """Every parameter's role, with `=` where it has a default."""
    positional = arguments.posonlyargs + arguments.args
    without = len(positional) - len(arguments.defaults)
    parts = []
    for index in range(len(positional)):
        parts.append("p" if index < len(arguments.posonlyargs) else "a")
        if index >= without:
            parts.append("=")
    if arguments.vararg:
        parts.append("*")
    for default in arguments.kw_defaults:
        parts.append("k" if default is None else "k=")
    if arguments.kwarg:
        parts.append("w")
    return "(" + "".join(parts) + ")"


def function(node):
    return "%s %s %s" % (name_of(node.name), counts(node.decorator_list, node.body), parameters(node.args))


def with_(node):
    return "%s %d" % (flags(item.optional_vars for item in node.items), len(node.body))


def generators(node):
    return ";".join("%d%d" % (g.is_async, len(g.ifs)) for g in node.generators)


def operator(node):
    return kind_of(node.op)


def try_(node):
    return counts(node.body, node.handlers, node.orelse, node.finalbody)


def body_and_orelse(node):
    return counts(node.body, node.orelse)


def conversion(node):
    return "-" if node.conversion < 0 else chr(node.conversion)


def named(node):
    return name_of(node.name)


def names(node):
    return ",".join(map(name_of, node.names))


DETAIL = {
    "FunctionDef": function,
    "AsyncFunctionDef": function,
    "Lambda": lambda n: parameters(n.args),
    "ClassDef": lambda n: "%s %s" % (name_of(n.name), counts(n.decorator_list, n.bases, n.keywords, n.body)),
    "For": body_and_orelse,
    "AsyncFor": body_and_orelse,
    "While": body_and_orelse,
    "If": body_and_orelse,
    "With": with_,
    "AsyncWith": with_,
    "Try": try_,
    "TryStar": try_,
    "ExceptHandler": lambda n: "%s %d" % (name_of(n.name), len(n.body)),
    "Match": lambda n: ";".join("%d,%d" % (case.guard is not None, len(case.body)) for case in n.cases),
    "Delete": lambda n: counts(n.targets),
    "Assign": lambda n: counts(n.targets),
    "AugAssign": operator,
    "AnnAssign": lambda n: str(n.simple),
    "ImportFrom": lambda n: "%d %s %d" % (n.level or 0, name_of(n.module), len(n.names)),
    "Import": lambda n: counts(n.names),
    "Global": names,
    "Nonlocal": names,
    "BoolOp": operator,
    "BinOp": operator,
    "UnaryOp": operator,
    "Compare": lambda n: ",".join(map(kind_of, n.ops)),
    "Dict": lambda n: flags(n.keys),
    "ListComp": generators,
    "SetComp": generators,
    "DictComp": generators,
    "GeneratorExp": generators,
    "Call": lambda n: counts(n.args, n.keywords),
    "FormattedValue": conversion,
    "Interpolation": conversion,
    "Constant": lambda n: constant(n.value),
    "Attribute": lambda n: name_of(n.attr),
    "Name": lambda n: name_of(n.id),
    "Slice": lambda n: flags((n.lower, n.upper, n.step)),
    "arg": lambda n: name_of(n.arg),
    "keyword": lambda n: "**" if n.arg is None else name_of(n.arg),
    "alias": lambda n: "%s %s" % (name_of(n.name), name_of(n.asname)),
    "MatchSingleton": lambda n: constant(n.value),
    "MatchStar": named,
    "MatchAs": named,
    "MatchMapping": lambda n: "%d %s" % (len(n.keys), name_of(n.rest)),
    "MatchClass": lambda n: "%d %s" % (len(n.patterns), ",".join(map(name_of, n.kwd_attrs))),
    "TypeVar": named,
    "ParamSpec": named,
    "TypeVarTuple": named,
}


def interleave(first, second):
    for pair in zip(first, second):
        yield from pair


def parameters_in_order(arguments):
    """Parameters and their defaults in turn."""
    positional = arguments.posonlyargs + arguments.args
    defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
    yield from interleave(positional, defaults)
    yield arguments.vararg
    yield from interleave(arguments.kwonlyargs, arguments.kw_defaults)
    yield arguments.kwarg


def parts(node):
    """The direct children, for the kinds whose fields do not stand in source order, in source order."""
    kind = type(node)
    if kind is ast.IfExp:
        return (node.body, node.test, node.orelse)
    if kind is ast.Dict:
        return interleave(node.keys, node.values)
    if kind is ast.arguments:
        return parameters_in_order(node)
    return fields(node)


def fields(node):
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            yield from value
        else:
            yield value


def positioned(node, found):
    """Appends the nearest descendants that have positions."""
    for child in parts(node):
        if not isinstance(child, ast.AST) or isinstance(child, OPERATORS):
            continue
        if child._attributes:
            found.append(child)
        else:
            positioned(child, found)


def place(node):
    return (node.lineno, node.col_offset)


def span(node, lines):
    column = node.end_col_offset
    if not HAS_ENDS:
        if isinstance(node, (ast.arg, ast.Starred)):
            return "%d:%d-*" % place(node)
        if isinstance(node, COMPOUND):
            semicolon = SEMICOLON.match(lines[node.end_lineno - 1], column)
            column = semicolon.end() if semicolon else column
    return "%d:%d-%d:%d" % (node.lineno, node.col_offset, node.end_lineno, column)


def is_empty_text(node):
    return isinstance(node, ast.Constant) and node.value == ""


def decoded(source):
    """The text, by the parser's rules for finding a declared encoding; the library's `tokenize` is stricter."""
    encoding = "utf-8"
    for line in LINE_BREAK.split(source[:4096], 2)[:2]:
        cookie = COOKIE.match(line)
        if cookie:
            encoding = cookie.group(1).decode()
        if cookie or not BLANK.match(line):
            break
    return source.decode("utf-8-sig" if source.startswith(codecs.BOM_UTF8) else encoding)


def lines_of(source):
    """The lines as CPython counts them, in the UTF-8 that it counts columns in."""
    return decoded(source).replace("\r\n", "\n").replace("\r", "\n").encode().split(b"\n")


def dump(tree, source):
    text = []
    lines = None if HAS_ENDS else lines_of(source)
    pending = [(child, 0, True) for child in reversed(tree.body)]
    while pending:
        node, depth, exact = pending.pop()
        kind = type(node).__name__
        detail = DETAIL.get(kind)
        where = span(node, lines) if exact else "-"
        text.append("%d %s %s %s\n" % (depth, kind, where, detail(node) if detail else ""))
        children = []
        positioned(node, children)
        if kind == "JoinedStr":
            exact = exact and HAS_FSTRING_POSITIONS
            children = [child for child in children if not is_empty_text(child)]
        # The text of `{name=}` stands before the field that it overlaps.
        elif len(children) > 1 and exact and kind != "TemplateStr":
            children.sort(key=place)
        children.reverse()
        pending.extend((child, depth + 1, exact) for child in children)
    return "".join(text)


UNKNOWN_CHARACTER = "unknown Unicode character name"
NAMED_CHARACTER = re.compile(rb"\\N\{[A-Za-z][A-Za-z0-9 -]*\}")


def some_text_as_long(escape):
    return b"x" * len(escape.group())


def parse(source):
    """What CPython says of a file with these bytes, as far as a parser without the tables of Unicode can know.

    `ast.parse` of bytes does not look at the encoding of comments, as it does for a file: so it is checked here. The names
    of characters are not.
    """
    decoded(source)
    try:
        return ast.parse(source)
    except SyntaxError as error:
        if UNKNOWN_CHARACTER not in error.msg:
            raise
    return ast.parse(NAMED_CHARACTER.sub(some_text_as_long, source))


def answer(mode, source):
    try:
        tree = parse(source)
        return "accepted", dump(tree, source) if mode == "dump" else ""
    except SyntaxError as error:
        return "rejected", "%s %s" % (error.lineno, error.msg)
    except (RecursionError, MemoryError) as error:
        return "gave-up", kind_of(error)
    except Exception as error:
        # ValueError for null bytes, UnicodeDecodeError and LookupError for encodings.
        return "rejected", "- %s: %s" % (kind_of(error), error)


def serve(requests, answers):
    # Old parsers write about their stack there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    answers.write(("dialect %s\n" % " ".join(dialect())).encode())
    answers.flush()
    while True:
        request = requests.readline().split()
        if not request:
            return
        status, text = answer(request[0].decode(), requests.read(int(request[1])))
        payload = text.encode("utf-8", "backslashreplace")
        answers.write(b"%s %d\n" % (status.encode(), len(payload)))
        answers.write(payload)
        answers.flush()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if len(sys.argv) > 1:
        with open(sys.argv[1], "rb") as file:
            print(*answer("dump", file.read()), sep="\n", end="")
    else:
        serve(sys.stdin.buffer, sys.stdout.buffer)
