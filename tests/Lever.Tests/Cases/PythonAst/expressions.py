a or b and not c or d
a if b else c if d else lambda: e
not a == b < c is not d not in e in f is g != h
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b; +~-a; (a ** b) ** c; await_ ** 2
a.b.c(d)(e)[f][g:h][::i][j, k:l][m:][:n, ...]
(a).b; (a, b).c; (
    a
).b
f(a, *b, c=d, **e); f(a for a in b); f((a for a in b), c); f(x := 1, y=(z := 2))
f(*a or b, **c or d,)
[]; [a]; [a, *b,]; (); (a,); (*a, b); {}; {a}; {*a, b}; {a: b, **c, d: e,}
[a for a in b if c if d for e in f]; {a for a, in b}; {a: b for a, b in c}; (a for a in (b))
a[b:c, d]; a[b, ]; a[*b]; a[*b, c:d]; a[b:=1]
(y := f(x)) + (yield_)
0; 0x_FF; 0o17; 0b1; 1_000; 1.; .5e-3; 1E5; 1j; 0.0J; 00
None; True; False; ...; __debug__
"a" 'b' """c
d""" r'\d'; b"x" rb'\y' Br"z"; u"u"; ''
é = "ü"; x; 变量 = é.été
("long"
 "string")  ; (  # comment
    a  # comment
)
a\
+b
x = (1
     +
     2)
*a, b
a, = b,
