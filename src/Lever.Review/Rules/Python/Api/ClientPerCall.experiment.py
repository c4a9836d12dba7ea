"""A TLS context made for each of n hosts against one made before the loop."""
import ssl

SIZES = [2]
WINS = "always"
METRIC = "cpu"
REQUIRES = ["ssl"]
SAME = "result"


def inputs(n):
    return (["host-%d.example.org" % number for number in range(n)],)


def before(hosts):
    checked = []
    for host in hosts:
        context = ssl.create_default_context()
        checked.append((host, context.check_hostname))
    return checked


def after(hosts):
    checked = []
    context = ssl.create_default_context()
    for host in hosts:
        checked.append((host, context.check_hostname))
    return checked
