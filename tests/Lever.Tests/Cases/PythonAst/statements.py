"""Every simple and compound statement, with the layouts that move positions."""
from __future__ import annotations
import os.path, sys as system
import a . b \
    . c
from . import x
from ... pkg import (y as z,
                     w,)
from .m import *

x = y = 1; z: int = 2; (w): str
x += 1; x @= y; x //= 2; x **= 3; x >>= 1
a, *b = c.d[0] = [1, 2]
del x, (y), z[0]; pass;
global g, h
assert x, "message"
raise ValueError("no") from None
return_ = lambda: (yield)
print >> sys.stderr, "old"

if x: pass
elif y:
    pass
elif z: a; b
else:
    pass

while x:
    if y: break
    else: continue
else: pass

for i, in x: pass
for (a, b), c in *y, z:
    pass
else:
    pass

try:
    pass
except A: pass
except (B, C) as error:
    raise
except:
    pass
else: pass
finally: pass

try: pass
finally:
	tab; indented

try: x
except* OSError as group: y

with a as b, c as (d, e): pass
with (a as b, c,): pass
with (a, b) as c: pass
with (a), (b): pass
with (yield): pass
with (a).b as c[0]: pass

async def f():
    async with a as b: await c
    async for x in y: pass
    else: pass
    return [z async for z in w], await (yield), (yield from q)
