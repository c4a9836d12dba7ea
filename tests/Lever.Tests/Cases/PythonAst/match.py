match command.split():
    case [action]: pass
    case [Point(x=0, y=0) as p, *rest] if p: pass
    case (1 | 2 | -3.5 | 1+2j | -1-2j) as number: pass
    case "a" "b" | b"c" | None | True: pass
    case {"k": v, a.b: _, **rest}: pass
    case {}: pass
    case []: pass
    case (): pass
    case (x): pass
    case (x,): pass
    case x, *_: pass
    case a.b.c(d, e=f, g=[h]): pass
    case A(): pass
    case _: pass
match (a, b):
    case _: pass
match *a, b:
    case [*_,]: pass
match a, :
    case _ if (x := 1): pass
match x:
    case {1: a,}: pass
match = 1; case = 2; _ = match[case]
match(x); match[x:y]; match.x; match * a
match -a:
    case -1: pass
match (x)
match not x:
    case _: pass
