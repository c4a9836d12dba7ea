try:
    profile
except NameError:
    def profile(f): return f
@profile
def quad(items):
    total = 0
    for a in items:
        for b in items:
            total += a * b
    return total
class C:
    @profile
    def method(self, n):
        return [quad(range(n)) for _ in range(3)]
C().method(30)
