@decorator
@other.decorator(1)
def f(a, /, b: int = 1, *args: tuple, c, d: "D" = (2), **kw: dict) -> None:
    "doc"
    nonlocal q
    return

def g(*, a): return a,
def h(a=1, /): ...
class A: pass
class B(): pass
@x[0]
class C(A, *bases, metaclass=M, **options):
    x: int
    def m(self): pass;

    async def n(self): return
lambda: 0
lambda a, /, b=1, *c, d, e=2, **f: (a, b)
lambda *, a: a
class G[T: int, *Ts, **P](Base[T]): pass
def j[T = int, *Ts = *tuple[int], **P = [int]](a: T) -> T: pass
type X[T] = list[T]
type Y = int
type = 1
type (x)
