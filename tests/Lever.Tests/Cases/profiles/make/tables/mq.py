import time
@profile
def fill(n):
    rows = []
    for i in range(n): rows.append([0] * 20000)
    time.sleep(0.3)
    return rows
fill(200); time.sleep(.2); fill(400)
