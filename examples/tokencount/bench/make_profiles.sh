#!/bin/sh
# Makes the committed profiles again, with cProfile and perf, on Linux. PYTHON names the interpreter, 3.8 to 3.11.
set -eu
cd "$(dirname "$0")/.."
export PYTHONDONTWRITEBYTECODE=1
python="${PYTHON:-python3.11}"
recording="$(mktemp)"
trap 'rm -f "$recording"' EXIT
mkdir -p profiles
"$python" build.py --profile profiling
"$python" bench/calls.py profiles/cpu.pstats
perf record -q -e cpu-clock -F 997 --call-graph dwarf,16384 -o "$recording" -- "$python" bench/workload.py
perf script -i "$recording" --full-source-path -F comm,tid,time,period,event,ip,sym,symoff,dso,srcline |
    python3 ../fold_perf.py . folded > profiles/cpu.collapsed
ls -l profiles
