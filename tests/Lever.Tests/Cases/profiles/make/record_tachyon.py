"""Runs the workload in two threads; with `tasks`, in tasks of asyncio instead.

Recorded by Python 3.15.2, with this module in its site-packages and the workload in /srv/app, which lies on PYTHONPATH:

    python -m profiling.sampling run -r 200 -a --native --binary --compression zstd -o threads-3.15.bin -m record_tachyon
    python -m profiling.sampling run -r 200 -a --mode cpu --binary --compression none -o cpu-3.15.bin -m record_tachyon
    python -m profiling.sampling replay --jsonl -o threads-3.15.jsonl threads-3.15.bin     (and --pstats: tachyon-threads-3.15.pstats)
    python -m profiling.sampling run -r 200 --binary -o plain.bin /srv/app/workload.py 900
    python -m profiling.sampling replay --gecko -o tachyon-57.json plain.bin
    python -m profiling.sampling replay --flamegraph -o plain-3.15.html plain.bin       (its data alone, lines of source left out)

What is expected of each was counted from the stacks that Python's own reader of the binary files gives.
"""
import asyncio, sys, threading, time
import workload


def work(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        workload.main()


async def step(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        workload.main()
        await asyncio.sleep(0)


async def tasks(seconds):
    async with asyncio.TaskGroup() as group:
        for name in ("first", "second"):
            group.create_task(step(seconds), name=name)


if sys.argv[1:] == ["tasks"]:
    asyncio.run(tasks(1))
else:
    thread = threading.Thread(target=work, args=(1,), name="second")
    thread.start()
    work(1)
    time.sleep(0.2)
    thread.join()
