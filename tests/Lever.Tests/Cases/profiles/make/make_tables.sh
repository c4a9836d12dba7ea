#!/bin/sh
# Makes the samples of tables and allocations, in the folder it is called from; the programs lie in tables/ beside it. It takes gcc,
# valgrind, heaptrack, zstd, line_profiler and memory_profiler; coz needs a processor's counters, so its sample was written by hand.
set -e
programs=$(dirname "$0")/tables
gcc -g -O0 "$programs/w.c" -o w
valgrind -q --tool=callgrind --toggle-collect=main --callgrind-out-file=lines.callgrind ./w
valgrind -q --tool=callgrind --dump-instr=yes --cache-sim=yes --toggle-collect=main --callgrind-out-file=instructions.callgrind ./w
valgrind -q --tool=massif --massif-out-file=w.massif ./w
# Of cachegrind's file only the functions of w.c are kept, and the summary is theirs.
valgrind -q --tool=cachegrind --cachegrind-out-file=w.cachegrind ./w
heaptrack -o w ./w
zstd -d w.zst -o w.heaptrack
python3 -m kernprof -l -o lp.lprof "$programs/lp.py"
python3 -m line_profiler -z lp.lprof > lp.txt
python3 "$programs/mp.py" > mp.txt
python3 -m mprof run -o mprof.dat --interval 0.05 "$programs/mq.py"
python3 -X importtime -c 'import json, argparse' 2> importtime.txt
for frames in 1 5; do python3 "$programs/work.py" "frames$frames.snapshot" "$frames"; done
