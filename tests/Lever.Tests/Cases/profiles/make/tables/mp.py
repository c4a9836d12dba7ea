from memory_profiler import profile
@profile
def fill(n):
    rows = []
    for i in range(n):
        rows.append([0] * 20000)
    big = [0] * 10_000_000
    del big
    return rows
fill(200)
