"""Writes the samples of ../speedscope/py-spy.speedscope.json as other producers would have written them.

The spellings follow each producer's documentation. Beside each file stands .expected, as make_sampled.py writes it.
Run from this folder with Python 3.9 or newer: python make_exports.py
"""
import json
import os

from make_sampled import expect, keys, short

INTERVAL_NS = 10_000_000


def samples():
    """(thread, stack from the root of (function, file, line))."""
    with open("../speedscope/py-spy.speedscope.json") as file:
        document = json.load(file)
    frames = [(f["name"], f["file"], f["line"]) for f in document["shared"]["frames"]]
    for profile in document["profiles"]:
        thread = profile["name"].split('"')[1]
        for stack in profile["samples"]:
            yield thread, [frames[f] for f in stack]


def folder(name):
    os.makedirs("../" + name, exist_ok=True)
    return "../" + name + "/"


def write_perf_script(all_samples):
    """perf script of Python with its trampoline: native frames around, an inlined one, and the kernel at the leaf of some."""
    path = folder("perf-script") + "python-trampoline.perf"
    main, python, kernel = "/usr/lib/x86_64-linux-gnu/libc.so.6", "/usr/bin/python3.12 (deleted)", "[kernel.kallsyms]"
    expected = []
    with open(path, "w") as out:
        out.write("# ========\n# captured on    : Mon Nov 23 06:00:00 2026\n# ========\n#\n")
        for number, (thread, stack) in enumerate(all_samples[::3]):
            if number % 50 == 9:
                out.write("        python3 4100/4100 99.000000: PERF_RECORD_LOST lost 3\nLOST 3 events!\n\n")
            frames = [("__libc_start_main@@GLIBC_2.34", main, ""), ("_PyEval_Vector", python, ""),
                      ("_PyEval_EvalFrame", "inlined", "")]
            frames += [("py::%s:%s" % (name, file), "/tmp/perf-4100.map", file) for name, file, _ in stack]
            if number % 7 == 0:
                frames += [("entry_SYSCALL_64_after_hwframe", kernel, ""), ("do_syscall_64", kernel, "")]
            out.write("%16s  4100/%d [00%d] %d.%06d:   10000000 cpu-clock:pppH: \n"
                      % ("MainThread" if thread == "MainThread" else "an idle one", 4100 + (thread == "Idle"), number % 4,
                         1000 + number // 100, number % 100 * 10000))
            for address, (symbol, module, _) in reversed(list(enumerate(frames))):
                # An inlined function shares the address of the one below it and has no offset.
                offset = "" if module == "inlined" else "+0x%x" % (address * 16 + number % 3)
                out.write("\t%16x %s%s (%s)\n" % (0x7f0000001000 + address, symbol, offset, module))
            out.write("\n")
            names = [(s[4:].rsplit(":", 1)[0] if f else s, f) for s, _, f in frames]
            expected.append((names, INTERVAL_NS * 1e-9))
    expect(path, expected)


def varint(number):
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def message(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def packed(field, numbers):
    return message(field, b"".join(map(varint, numbers)))


def write_pprof(all_samples, path, go):
    """As Datadog's profiler writes it, or with ids of its own choice, repeated numbers one by one and inlined lines, as Go may."""
    strings, locations, functions = {"": 0}, {}, {}

    def text(value):
        return strings.setdefault(value, len(strings))

    def ident(position):
        return 1000003 * (position + 1) % 65537 if go else position + 1

    samples = b""
    expected = []
    for thread, stack in all_samples:
        frames = stack[:-2] + [tuple(stack[-2:])] if go and len(stack) > 3 else stack
        ids = []
        for frame in frames:
            lines = frame if isinstance(frame[0], tuple) else (frame,)
            for name, file, _ in lines:
                functions.setdefault((name, file), len(functions))
            ids.append(locations.setdefault(tuple(lines), len(locations)))
        ids = [ident(i) for i in reversed(ids)]
        values = (1, INTERVAL_NS)
        if go:
            body = b"".join(number(1, i) for i in ids) + b"".join(number(2, v) for v in values)
        else:
            body = packed(1, ids) + packed(2, values)
        body += message(3, number(1, text("thread name")) + number(2, text(thread)))
        body += message(3, number(1, text("thread id")) + number(3, 7712 + (thread == "Idle")))
        samples += message(2, body)
        expected.append(([(name, file) for name, file, _ in stack], INTERVAL_NS * 1e-9))
    profile = message(1, number(1, text("samples" if go else "wall-samples")) + number(2, text("count")))
    profile += message(1, number(1, text("cpu" if go else "wall-time")) + number(2, text("nanoseconds")))
    profile += samples
    profile += message(3, number(1, 1) + number(2, 0x400000) + number(3, 0x800000) + number(5, text("/usr/bin/python3.12")))
    for lines, position in locations.items():
        body = number(1, ident(position)) + number(2, 1) + number(3, 0x400000 + position)
        for name, file, line in reversed(lines):
            body += message(4, number(1, functions[name, file] + 1) + number(2, line))
        profile += message(4, body)
    for (name, file), position in functions.items():
        profile += message(5, number(1, position + 1) + number(2, text(name)) + number(3, text(name)) + number(4, text(file)))
    profile += message(11, number(1, text("cpu")) + number(2, text("nanoseconds"))) + number(12, INTERVAL_NS)
    profile += number(9, 1763870000000000000) + packed(13, [text("a comment")])
    for value in strings:
        profile += message(6, value.encode())
    path = folder("pprof") + path
    with open(path, "wb") as out:
        out.write(profile)
    expect(path, expected)


def seconds(stack):
    return [(name, file) for name, file, _ in stack], INTERVAL_NS * 1e-9


def definitions():
    """(line, name) of every function of the workload."""
    with open("workload.py") as file:
        for number, line in enumerate(file, 1):
            if line.lstrip().startswith("def "):
                yield number, line.split("def ")[1].split("(")[0]


class Table(dict):
    """Numbers the distinct values it is asked for."""

    def of(self, value):
        return self.setdefault(value, len(self))


def write_firefox(all_samples, path, version):
    """The tables in each thread, as samply wrote them first, or shared by all, with offsets and sources."""
    new = version >= 60
    shared = {"strings": Table(), "functions": Table(), "frames": Table(), "stacks": Table(), "sources": Table()}
    threads, expected = [], []
    for number, thread in enumerate(("MainThread", "Idle")):
        tables = shared if new else {"strings": Table(), "functions": Table(), "frames": Table(), "stacks": Table()}
        strings = tables["strings"]
        samples = []
        for name, stack in all_samples:
            if name != thread:
                continue
            at = -1
            for function, file, line in stack:
                source = tables["sources"].of(strings.of(file)) if new else strings.of(file)
                frame = tables["frames"].of((tables["functions"].of((strings.of(function), source)), line))
                at = tables["stacks"].of((at, frame))
            samples.append(at)
            expected.append(seconds(stack))
        content = {"length": len(samples), "stack": samples, "timeDeltas": [10] * len(samples), "weight": None, "weightType": "samples",
                   "threadCPUDelta": [10000] * len(samples)}
        threads.append({"name": thread, "processName": "python", "pid": "41", "tid": 41 + number, "markers": {"length": 0, "data": [{"type": "x"}]},
                        "samples": content, **({} if new else firefox_tables(tables, version))})
    meta = {"interval": 10, "preprocessedProfileVersion": version, "version": 24, "product": "samply",
            "sampleUnits": {"time": "ms", "eventDelay": "ms", "threadCPUDelta": "\u00b5s"}}
    document = {"meta": meta, "libs": [{"name": "python3.12", "path": "/usr/bin/python3.12"}], "threads": threads}
    if new:
        document["shared"] = firefox_tables(shared, version)
    path = folder("firefox") + path
    with open(path, "w") as out:
        json.dump(document, out, separators=(",", ":"))
    expect(path, expected)


def firefox_tables(tables, version):
    stacks, frames, functions = list(tables["stacks"]), list(tables["frames"]), list(tables["functions"])
    new = version >= 60
    result = {
        "stackTable": {"length": len(stacks), "frame": [frame for _, frame in stacks]},
        "frameTable": {"length": len(frames), "func": [f for f, _ in frames], "line": [line for _, line in frames], "address": [-1] * len(frames)},
        "funcTable": {"length": len(functions), "name": [name for name, _ in functions], "resource": [0] * len(functions)},
        "resourceTable": {"length": 1, "lib": [0], "name": [0]}, "stringArray": list(tables["strings"])}
    if version >= 66:
        result["stackTable"]["prefixOffset"] = [0 if prefix < 0 else i - prefix for i, (prefix, _) in enumerate(stacks)]
    else:
        result["stackTable"]["prefix"] = [None if prefix < 0 else prefix for prefix, _ in stacks]
    result["funcTable"]["source" if new else "fileName"] = [file for _, file in functions]
    if new:
        result["sources"] = {"length": len(tables["sources"]), "filename": list(tables["sources"])}
    return result


def merged(stacks):
    """A call tree: {frame: [weight with what lies below, children]}."""
    root = [0, {}]
    for stack in stacks:
        at = root
        at[0] += 1
        for frame in stack:
            at = at[1].setdefault(frame, [0, {}])
            at[0] += 1
    return root


def write_svg(all_samples, path, inferno):
    stacks = [stack for _, stack in all_samples]
    bars = []

    def lay(name, node, x, depth):
        bars.append((name, x, node[0], depth))
        for child in sorted(node[1]):
            lay("%s (%s:%d)" % child, node[1][child], x, depth + 1)
            x += node[1][child][0]

    lay("all", merged(stacks), 0, 0)
    whole, height = len(stacks), 16 * max(bar[3] for bar in bars)
    path = folder("flamegraph-svg") + path
    with open(path, "w") as out:
        out.write('<?xml version="1.0" standalone="no"?>\n<svg version="1.1" width="1200" xmlns="http://www.w3.org/2000/svg">\n')
        out.write('<text id="title" x="600" y="24">Flame Graph</text>\n')
        if inferno:
            out.write('<svg id="frames" x="10" width="1180" total_samples="%d">' % whole)
        for name, x, width, depth in bars:
            title = "%s (%s samples, %.2f%%)" % (name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), format(width, ","),
                                                 100.0 * width / whole)
            if inferno:
                # Rows grow downwards, as py-spy has it.
                out.write('<g><title>%s</title><rect x="%.4f%%" y="%d" width="%.4f%%" height="15" fill="rgb(227,0,7)" fg:x="%d" fg:w="%d"/>'
                          '<text x="0.25%%" y="47.50"></text></g>' % (title, 100.0 * x / whole, 36 + 16 * depth, 100.0 * width / whole, x, width))
            else:
                out.write('<g class="func_g">\n<title>%s</title><rect x="%.1f" y="%d" width="%.1f" height="15.0" fill="rgb(227,0,7)" rx="2" />\n</g>\n'
                          % (title, 10 + 1180.0 * x / whole, height - 16 * depth, 1180.0 * width / whole))
        out.write("</svg></svg>\n" if inferno else "</svg>\n")
    expect(path, [(keys(stack), 1) for stack in stacks])


def write_trace_events(all_samples):
    """py-spy's: events begun and ended where neighbouring samples differ; and viztracer's: whole calls."""
    path = folder("trace-events") + "py-spy.chrometrace.json"
    events, expected, at = [], [], 0
    for number, thread in enumerate(("MainThread", "Idle")):
        open_frames, at = [], 0
        for name, stack in all_samples + [(thread, [])]:
            if name != thread:
                continue
            common = 0
            while common < min(len(open_frames), len(stack)) and open_frames[common] == stack[common]:
                common += 1
            for phase, frames in (("E", open_frames[common:][::-1]), ("B", stack[common:])):
                events += [{"args": {"filename": file, "line": line}, "cat": "py-spy", "name": name, "ph": phase, "pid": 41,
                            "tid": 700 + number, "ts": at} for name, file, line in frames]
            open_frames = stack
            at += 10000
            if stack:
                expected.append(seconds(stack))
    with open(path, "w") as out:
        out.write("[" + ",\n".join(json.dumps(event) for event in events) + ",\n")
    expect(path, expected)

    path = folder("trace-events") + "viztracer.json"
    first = {name: line for line, name in definitions()}
    stack = [("main", "/srv/app/workload.py", first["main"]), ("dedupe", "/srv/app/workload.py", first["dedupe"]), ("time.sleep", "", 0)]
    calls = [(stack[:1], 0, 1000), (stack[:2], 100, 300), (stack, 150, 200), (stack[:2], 500, 500)]
    events = [{"ph": "M", "pid": 41, "tid": 700, "name": "thread_name", "args": {"name": "MainThread"}}]
    events += [{"pid": 41, "tid": 700, "ts": "%.1f" % ts, "ph": "X", "dur": dur, "cat": "FEE",
                "name": "%s (%s:%d)" % frames[-1] if frames[-1][1] else frames[-1][0]} for frames, ts, dur in reversed(calls)]
    with open(path, "w") as out:
        json.dump({"traceEvents": events, "viztracer_metadata": {"version": "0.16.3", "overflow": True}, "displayTimeUnit": "us"}, out)
    expect(path, [(keys(stack[:1]), 200e-6), (keys(stack[:2]), 600e-6), (keys(stack), 200e-6)])


def write_pyinstrument(all_samples):
    stacks = [stack for thread, stack in all_samples if thread == "MainThread"]
    first = {}
    for stack in stacks:
        for name, file, line in stack:
            first[name, file] = min(line, first.get((name, file), line))
    session = {"start_time": 1.7e9, "duration": len(stacks) * 0.01, "min_interval": 0.01, "max_interval": 0.01, "sample_count": len(stacks),
               "start_call_stack": [], "target_description": "Program: workload.py", "cpu_time": len(stacks) * 0.009, "sys_path": []}
    expected = [seconds(stack) for stack in stacks]
    path = folder("pyinstrument") + "session.pyisession"
    with open(path, "w") as out:
        json.dump(dict(session, frame_records=[
            [["MainThread\0<thread>\0007"] + ["%s\0%s\0%d\1l%d" % (name, file, first[name, file], line) for name, file, line in stack], 0.01]
            for stack in stacks]), out)
    expect(path, expected)

    def report(frame, node):
        name, file = frame
        return {"function": name, "file_path_short": short(file), "file_path": file, "line_no": first[frame], "time": round(node[0] * 0.01, 6),
                "await_time": 0.0, "is_application_code": True, "children": [report(f, node[1][f]) for f in sorted(node[1])]}

    tree = merged([[(name, file) for name, file, _ in stack] for stack in stacks])
    ((root, content),) = tree[1].items()
    path = folder("pyinstrument") + "report.json"
    with open(path, "w") as out:
        json.dump({k: v for k, v in session.items() if k != "start_call_stack"} | {"root_frame": report(root, content)}, out)
    expect(path, expected)

    def page(frame, node):
        identifier = "%s\0%s\0%d" % (*frame, first[frame])
        own = node[0] - sum(child[0] for child in node[1].values())
        children = [page(f, node[1][f]) for f in sorted(node[1])]
        if own and children:
            children.append({"identifier": "[self]", "time": own * 0.01, "attributes": {}, "children": []})
        return {"identifier": identifier, "time": node[0] * 0.01, "attributes": {"l7": 0.01}, "children": children}

    path = folder("pyinstrument") + "page.html"
    with open(path, "w") as out:
        out.write("<!DOCTYPE html>\n<html><head><title>pyinstrument</title></head><body><script>var x = '}';</script>\n<script>const sessionData = ")
        json.dump({"session": session, "frame_tree": page(root, content)}, out)
        out.write(";\npyinstrumentHTMLRenderer.render(document.getElementById('app'), sessionData);</script></body></html>\n")
    expect(path, expected)


def write_memray(all_samples):
    stacks = [stack for _, stack in all_samples]
    size = 96

    def page(name, declaration, data):
        with open(folder("memray") + name, "w") as out:
            out.write('<!DOCTYPE html>\n<html><head><title>memray - flamegraph</title></head><body><script>\nconst %s = ' % declaration)
            json.dump(data, out)
            out.write(";\nconst merge_threads = true;\n</script></body></html>\n")
        expect(folder("memray") + name, [(keys(stack), size) for stack in stacks])

    def escaped(text):
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def tree(frame, node):
        return {"name": "x", "location": [escaped(frame[0]), escaped(frame[1]), str(frame[2])], "value": node[0] * size, "n_allocations": node[0],
                "thread_id": "0x1", "interesting": True, "children": [tree(f, node[1][f]) for f in sorted(node[1])]}

    page("tree.html", "data", tree(("<tracker>", "<b>memray</b>", 0), merged(stacks)))

    strings, nodes, parents = Table(), [], []

    def add(frame, node, parent):
        nodes.append((frame, node))
        parents.append(parent)
        index = len(nodes) - 1
        for child in sorted(node[1]):
            add(child, node[1][child], index)

    add(("<root>", "memray", 0), merged(stacks), -1)
    columns = {"function": [strings.of(escaped(f[0])) for f, _ in nodes], "filename": [strings.of(escaped(f[1])) for f, _ in nodes],
               "lineno": [f[2] for f, _ in nodes], "children": [[i for i, p in enumerate(parents) if p == n] for n in range(len(nodes))],
               "value": [n[0] * size for _, n in nodes], "n_allocations": [n[0] for _, n in nodes], "thread_id": [0] * len(nodes)}
    columns["name"] = columns["function"]
    page("columns.html", "packed_data", {"nodes": columns, "inverted_no_imports_nodes": columns, "strings": list(strings), "unique_threads": []})

    own = [node[0] - sum(child[0] for child in node[1].values()) for _, node in nodes]
    # Before the peak others were live that are freed when it comes.
    intervals = [[1, None, i, count, count * size] for i, count in enumerate(own) if count]
    intervals += [[0, 1, i, 5, 5000] for i, count in enumerate(own) if count] + [[2, None, 3, 1, 7], [1, 1, 3, 1, 7]]
    temporal = {key: value for key, value in columns.items() if key not in ("value", "n_allocations")}
    page("temporal.html", "packed_data", {"nodes": temporal, "strings": list(strings), "intervals": intervals,
                                          "high_water_mark_by_snapshot": [100, 900, 800]})


def write_flamebearer(all_samples):
    stacks = [stack for _, stack in all_samples]
    names, levels = Table(), []

    def lay(name, node, x, depth):
        while len(levels) <= depth:
            levels.append([])
        levels[depth].append((x, node[0], node[0] - sum(child[0] for child in node[1].values()), names.of(name)))
        for child in sorted(node[1]):
            lay("%s:%d - %s" % (child[1], child[2], child[0]), node[1][child], x, depth + 1)
            x += node[1][child][0]

    lay("total", merged(stacks), 0, 0)
    rows = []
    for level in levels:
        row, end = [], 0
        for x, total, own, name in level:
            row += [x - end, total, own, name]
            end = x + total
        rows.append(row)
    path = folder("flamebearer") + "pyroscope.json"
    with open(path, "w") as out:
        json.dump({"version": 1, "flamebearer": {"names": list(names), "levels": rows, "numTicks": len(stacks), "maxSelf": 9},
                   "metadata": {"format": "single", "sampleRate": 100, "spyName": "pyspy", "units": "samples"}, "timeline": None}, out)
    expect(path, [seconds(stack) for stack in stacks])


def mojo_varint(value):
    first = 0x40 if value < 0 else 0
    value = abs(value)
    first |= value & 0x3f
    value >>= 6
    out = bytearray([first | (0x80 if value else 0)])
    while value:
        out.append(value & 0x7f | (0x80 if value >> 7 else 0))
        value >>= 7
    return bytes(out)


def write_mojo(all_samples, path, version):
    strings, frames = Table({"": 0, "<unknown>": 1}), Table()
    out = bytearray(b"MOJ" + mojo_varint(version))
    out += b"\x01austin\x003.7.0\x00\x01interval\x0010000\x00\x01mode\x00wall\x00"
    expected, previous = [], {}
    for thread, stack in all_samples:
        out += b"\x02" + mojo_varint(41) + (mojo_varint(0) if version >= 3 else b"") + thread.encode() + b"\0"
        before = previous.get(thread, [])
        repeats = version >= 4 and stack[:len(before)] == before and len(stack) > len(before) > 0
        for name, file, line in stack[len(before) if repeats else 0:]:
            if (name, file, line) not in frames:
                for text in (file, name):
                    if text not in strings:
                        out += b"\x0b" + mojo_varint(strings.of(text)) + text.encode() + b"\0"
                out += b"\x03" + mojo_varint(frames.of((name, file, line)) + 100) + mojo_varint(strings[file]) + mojo_varint(strings[name]) + mojo_varint(line)
                out += mojo_varint(line) + mojo_varint(-1) + mojo_varint(70) if version >= 2 else b""
            out += b"\x05" + mojo_varint(frames[name, file, line] + 100)
        if repeats:
            out += b"\x0d"
        out += b"\x09" + mojo_varint(10000)
        previous[thread] = stack
        expected.append(seconds(stack))
    path = folder("austin-mojo") + path
    with open(path, "wb") as file:
        file.write(bytes(out))
    expect(path, expected)


def write_tachyon(all_samples, path, order):
    """little: as released; big: an older layout with narrower counts, of a machine of the other byte order."""
    strings, frames, stacks, body, expected, count = Table(), Table(), {}, bytearray(), [], 0
    run = None

    def close_run():
        nonlocal run
        if run:
            body.extend(run[0].to_bytes(8, order) + (0).to_bytes(4, order) + b"\0" + varint(run[1]) + (varint(10000) + (b"\x03" if run[0] == 7712 else b"\x00")) * run[1])
        run = None

    for thread, stack in all_samples:
        tid = 7712 + (thread == "Idle")
        ids = [frames.of((strings.of(file), strings.of(name), line)) for name, file, line in stack]
        before = stacks.get(tid)
        count += 1
        expected.append(seconds(stack))
        if before == ids:
            if run is None or run[0] != tid:
                close_run()
                run = [tid, 0]
            run[1] += 1
            continue
        close_run()
        head = tid.to_bytes(8, order) + (0).to_bytes(4, order)
        delta = varint(10000) + (b"\x03" if thread == "MainThread" else b"\x00")
        common = 0
        while before and common < min(len(before), len(ids)) and before[common] == ids[common]:
            common += 1
        new = list(map(varint, reversed(ids[common:])))
        if not before:
            body += head + b"\1" + delta + varint(len(ids)) + b"".join(new)
        elif count % 2:
            body += head + b"\2" + delta + varint(common) + varint(len(new)) + b"".join(new)
        else:
            body += head + b"\3" + delta + varint(len(before) - common) + varint(len(new)) + b"".join(new)
        stacks[tid] = ids
    close_run()
    table = b"".join(varint(len(text.encode())) + text.encode() for text in strings)
    frame_table = b"".join(varint(file) + varint(name) + varint(line << 1) + b"\0\0\0\xff" for file, name, line in frames)
    at = 64 + len(body)
    if order == "little":
        header = (0x54414348).to_bytes(4, order) + (1).to_bytes(4, order) + bytes([3, 15, 0, 0]) + (1).to_bytes(8, order) + (10000).to_bytes(8, order)
        header += count.to_bytes(8, order) + (2).to_bytes(4, order) + at.to_bytes(8, order) + (at + len(table)).to_bytes(8, order)
        header += (0).to_bytes(4, order) + (1).to_bytes(4, order)
    else:
        header = (0x54414348).to_bytes(4, order) + (1).to_bytes(4, order) + bytes([3, 15, 0, 0]) + (1).to_bytes(8, order) + (10000).to_bytes(8, order)
        header += count.to_bytes(4, order) + (2).to_bytes(4, order) + at.to_bytes(8, order) + (at + len(table)).to_bytes(8, order)
        header += (0).to_bytes(4, order) + bytes(8)
    footer = len(strings).to_bytes(4, order) + len(frames).to_bytes(4, order) + bytes(24)
    path = folder("tachyon") + path
    with open(path, "wb") as out:
        out.write(header + body + table + frame_table + footer)
    expect(path, expected)


def write_scalene(all_samples):
    """The lines that took something, and the functions around those of the workload."""
    files, names = {}, {}
    stacks = [stack for thread, stack in all_samples if thread == "MainThread"]
    for stack in stacks:
        name, file, line = stack[-1]
        counts = files.setdefault(file, {})
        counts[line] = counts.get(line, 0) + 1
        names[file, line] = name
    share = 100.0 / len(stacks)

    def numbers(count):
        return {"n_copy_mb_s": 0.5, "n_cpu_percent_c": count * share * 0.25, "n_cpu_percent_python": count * share * 0.5, "n_malloc_mb": count * 1.0,
                "n_sys_percent": count * share * 0.25, "memory_samples": [[1, 2]]}

    report = {}
    for file, counts in files.items():
        workload = file.endswith("workload.py")
        lines = [dict(numbers(count), lineno=line, line="    pass  # somewhere\n") for line, count in sorted(counts.items())]
        functions = [dict(numbers(0), lineno=line, line=name) 
                     for line, name in (definitions() if workload else [(line, names[file, line]) for line in counts])]
        report[file] = {"functions": functions, "imports": [], "leaks": {}, "lines": lines, "percent_cpu_time": 50.0}
    document = {"alloc_samples": 5, "args": [], "elapsed_time_sec": len(stacks) * 0.01, "files": report, "stacks": [], "program": "workload.py"}
    with open(folder("scalene") + "lines.json", "w") as out:
        json.dump(document, out)
    document["stacks"] = [[["%s %s:%d;" % (file, name, line) for name, file, line in stack],
                           {"count": 1, "python_time": 0.75 / len(stacks), "c_time": 0.25 / len(stacks), "cpu_samples": 1}] for stack in stacks]
    path = folder("scalene") + "stacks.json"
    with open(path, "w") as out:
        json.dump(document, out)
    expect(path, [seconds(stack) for stack in stacks])


def write_dhat(all_samples):
    stacks = {}
    for _, stack in all_samples:
        stacks[tuple(stack)] = stacks.get(tuple(stack), 0) + 1
    table, places, expected = Table({"[root]": 0}), [], []
    for stack, count in stacks.items():
        frames = ["0x4848899: malloc (in /usr/libexec/valgrind/vgpreload_dhat-amd64-linux.so)", "0x15D9C2: alloc::alloc::alloc (alloc.rs:95:9)"]
        frames += ["0x%X: %s (%s:%d)" % (4096 + 16 * line, name, file, line) for name, file, line in reversed(stack)]
        places.append({"tb": 64 * count, "tbk": count, "tl": 9, "mb": 64, "mbk": 1, "gb": 64, "gbk": 1, "eb": 0, "ebk": 0, "rb": 3, "wb": 8,
                       "acc": [-32, 2, 1], "fs": [table.of(frame) for frame in frames]})
        expected.append((keys(stack), 64 * count))
    path = folder("dhat") + "dhat-heap.json"
    with open(path, "w") as out:
        json.dump({"dhatFileVersion": 2, "mode": "rust-heap", "verb": "Allocated", "bklt": True, "bkacc": False, "tu": "instrs", "Mtu": "Minstr",
                   "tuth": 500, "cmd": "./app", "pid": 41, "te": 99, "tg": 50, "pps": places, "ftbl": list(table)}, out)
    expect(path, expected)


def write_memray_stats(all_samples):
    counts = {}
    for _, stack in all_samples:
        counts[stack[-1]] = counts.get(stack[-1], 0) + 1
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
    rows = [("%s:%s:%d" % frame, count) for frame, count in top]
    path = folder("memray-stats") + "stats.json"
    with open(path, "w") as out:
        json.dump({"total_num_allocations": len(all_samples), "total_bytes_allocated": 96 * len(all_samples), "allocation_size_histogram": [],
                   "allocator_type_distribution": {"MALLOC": 3}, "top_allocations_by_size": [{"location": l, "size": 96 * c} for l, c in rows],
                   "top_allocations_by_count": [{"location": l, "count": c} for l, c in rows], "metadata": {"pid": 41}}, out, indent=1)
    rest = len(all_samples) - sum(count for _, count in top)
    expect(path, [([(name, file)], 96 * count) for (name, file, _), count in top] + [([("[not listed]", "")], 96 * rest)])


def write_tachyon_lines(all_samples):
    strings, frames, own, total = Table(), Table(), {}, {}
    for _, stack in all_samples:
        ids = [frames.of((strings.of(file), strings.of(name), line)) for name, file, line in stack]
        own[ids[-1]] = own.get(ids[-1], 0) + 1
        for frame in set(ids):
            total[frame] = total.get(frame, 0) + 1
    common = {"v": 1, "run_id": "7f"}
    lines = [{"type": "meta", **common, "sample_interval_usec": 10000, "mode": "wall"},
             {"type": "str_def", **common, "defs": [{"str_id": i, "value": text} for text, i in strings.items()]},
             {"type": "frame_def", **common, "defs": [{"frame_id": i, "path_str_id": p, "func_str_id": f, "line": line} for (p, f, line), i in frames.items()]},
             {"type": "agg", **common, "kind": "frame", "scope": "final", "samples_total": len(all_samples),
              "entries": [{"frame_id": i, "self": own.get(i, 0), "cumulative": total[i]} for i in total]},
             {"type": "end", **common}]
    with open(folder("tachyon-jsonl") + "lines.jsonl", "w") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)


if __name__ == "__main__":
    recorded = list(samples())
    write_perf_script(recorded)
    write_pprof(recorded, "datadog.pprof", go=False)
    write_pprof(recorded[::2], "go.pb", go=True)
    write_firefox(recorded, "samply-41.json", 41)
    write_firefox(recorded, "samply-66.json", 66)
    write_svg(recorded, "cargo-flamegraph.svg", inferno=True)
    write_svg(recorded, "perl.svg", inferno=False)
    write_trace_events(recorded)
    write_pyinstrument(recorded)
    write_memray(recorded)
    write_flamebearer(recorded)
    write_mojo(recorded[::2], "austin-2.mojo", 2)
    write_mojo(recorded, "austin-4.mojo", 4)
    write_tachyon(recorded, "released.bin", "little")
    write_tachyon(recorded, "beta-big-endian.tach", "big")
    write_scalene(recorded)
    write_dhat(recorded)
    write_memray_stats(recorded)
    write_tachyon_lines(recorded)
