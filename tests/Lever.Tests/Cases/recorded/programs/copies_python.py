"""A frame parser that copies the rest of its buffer for every frame; prints the share of time in the copy."""
import sys, time
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 4
def parse(buffer, spent):
    frames = 0
    while buffer:
        start = time.perf_counter()
        buffer = buffer[65536:]
        spent[0] += time.perf_counter() - start
        frames += sum(range(300)) & 1
    return frames
def main():
    start, spent = time.perf_counter(), [0.0]
    data = bytes(64 * 65536)
    while time.perf_counter() - start < SECONDS:
        parse(data, spent)
    wall = time.perf_counter() - start
    print("planted %.2f" % (spent[0] / wall), file=sys.stderr)
main()
