f''; f'a'; f"a{b}c"; F'{a!r}'; rf'\{a:>10}'; fR"{a}\n"
f'{a:{b}.{c}}'; f'{a:x{b!s:>{c}}y}'; f'{{}}'; f'{{{a}}}'
f'{a=}'; f'{a = !r:>3}'; f'x{a.b(c)=}y'
f'{a if b else c}' f'{d}' 'e' f'f'; 'g' f'{h}'
f'{lambda_}{ {1: 2}[1] }{(lambda x: y)}'
f'''{
    a
    + b
}
  text {c} more'''
f'{f"{f'{x}'}"}'; f'{x:%Y-%m-%d}'; f'{a, b}'; f'{*a, b}'; f'{yield_}'
f'é{ü}変{x}'
f'{a!r:^{width}.{precision}}'
f'{x:\x41}'; f'\N{EN DASH}{x}'; f'{a}\
{b}'
x = f"{a}" "b" if c else f"{d}"
