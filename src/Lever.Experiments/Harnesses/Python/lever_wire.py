"""The line protocol on private copies of stdin and stdout, and the files that catch what the project writes."""
import json
import os
import sys
import tempfile

_dumps = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode
_loads = json.JSONDecoder().decode
_read, _write, _lseek, _ftruncate = os.read, os.write, os.lseek, os.ftruncate


class Wire:
    """One JSON document a line. What the project prints goes to files of its own and never into the protocol."""

    def __init__(self):
        self._in = os.dup(0)
        self._out = os.dup(1)
        self._pending = b""
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        self._caught = {}
        for number, name in ((1, "stdout"), (2, "stderr")):
            caught = tempfile.TemporaryFile(prefix="lever-")
            os.dup2(caught.fileno(), number)
            os.set_inheritable(number, True)
            self._caught[name] = caught.fileno()
            setattr(self, "_keep_" + name, caught)
        # Positions are shared by the copies of a descriptor, so the project's writes always append.
        for name in ("stdout", "stderr"):
            getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=False)
        self._streams = (sys.stdout, sys.stderr)

    def receive(self):
        """The next command, or None when nobody will send another."""
        while b"\n" not in self._pending:
            some = _read(self._in, 1 << 16)
            if not some:
                return None
            self._pending += some
        line, self._pending = self._pending.split(b"\n", 1)
        return _loads(line.decode("utf-8"))

    def send(self, answer):
        rest = memoryview((_dumps(answer) + "\n").encode("ascii"))
        while rest:
            rest = rest[_write(self._out, rest):]

    def flush(self):
        for stream in self._streams + (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                pass

    def caught(self, most=65536):
        """What was written since the last call, and forgets it."""
        self.flush()
        texts = {}
        for name, number in self._caught.items():
            length = _lseek(number, 0, os.SEEK_END)
            _lseek(number, 0, os.SEEK_SET)
            data = b""
            while len(data) < min(length, most):
                some = _read(number, most)
                if not some:
                    break
                data += some
            _ftruncate(number, 0)
            _lseek(number, 0, os.SEEK_SET)
            text = data[:most].decode("utf-8", "backslashreplace")
            texts[name] = text if length <= most else text + "... (%d bytes)" % length
        return texts
