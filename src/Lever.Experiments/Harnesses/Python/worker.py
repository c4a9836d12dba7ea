"""A worker process: reads commands, one JSON document a line, and answers each by one."""
import gc
import hashlib
import io
import os
import re
import sys
import types

_here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != _here]
sys.path.insert(0, _here)
sys.dont_write_bytecode = True

import lever_wire
import lever_canon
import lever_shapes
import lever_values
import lever_target
import lever_cases
import lever_state
import lever_observe
import lever_measure
import lever_record

sys.path.remove(_here)


class Worker:
    def __init__(self):
        self.wire = lever_wire.Wire()
        self.target = self.state = self.cases = self.timing = self.signature = None
        self.root = None
        self.folder = lever_cases.Folder()

    def run(self):
        try:
            while True:
                command = self.wire.receive()
                if command is None or command.get("do") == "quit":
                    return
                answer = self._answer(command)
                answer["id"] = command.get("id")
                self.wire.send(answer)
        finally:
            self.folder.close()

    def _answer(self, command):
        try:
            return getattr(self, "_" + command["do"])(command)
        except lever_target.Untestable as reason:
            return {"untestable": str(reason)}
        except lever_shapes.Unknown as reason:
            return {"untestable": str(reason)}
        except lever_observe.TooLong:
            return {"problem": "it took too long"}
        except MemoryError:
            return {"problem": "there is not enough memory"}
        except BaseException as trouble:
            place = trouble.__traceback__
            while place.tb_next is not None:
                place = place.tb_next
            return {"problem": "%s: %s (%s:%d)" % (type(trouble).__name__, trouble, os.path.basename(place.tb_frame.f_code.co_filename), place.tb_lineno)}

    def _hello(self, command):
        return {"python": "%d.%d.%d" % sys.version_info[:3], "implementation": sys.implementation.name, "tick": lever_measure._tick,
                "executable": sys.executable, "hash_seed": os.environ.get("PYTHONHASHSEED", "")}

    def _load(self, command):
        self.root = os.path.realpath(command["root"])
        self.target, remark = lever_target.load(self.root, command.get("file"), command.get("module"), command["name"], command.get("path", []))
        target = self.target
        answer = {"module": target.module.__name__, "name": target.name, "kind": target.kind, "flavour": target.flavour, "pool": target.pool()}
        if remark:
            answer["remark"] = remark
        if command.get("signature") is not None:
            self.signature = command["signature"]
        else:
            try:
                self.signature = target.signature(command.get("hints", {}))
                answer["signature"] = self.signature
            except lever_target.Untestable as reason:
                self.signature = None
                answer["no_signature"] = str(reason)
        self.wire.caught()
        self.state = lever_state.Globals(self.root, target.module)
        self.timing = lever_measure.Timing(target, self.wire, self.state, self.folder)
        answer["replaced"] = lever_state.tampered()
        return answer

    def _inputs(self, command):
        source = command.get("source", "generated")
        self.source = command
        if source == "generated":
            if self.signature is None:
                raise lever_target.Untestable("there is no signature to make arguments from")
            self.cases = lever_cases.Generated(self.signature, command.get("seed", 1), command.get("size", 12), command.get("pool", {}),
                                               command.get("usual", 24), command.get("limit", 160), self.folder)
        else:
            self.cases = lever_cases.read_given(command["file"], source, self.target.module.__name__)
        if len(self.cases) == 0:
            raise lever_target.Untestable("there are no inputs: the source holds no call")
        return {"cases": len(self.cases)}

    def _observe(self, command):
        index = command["case"]
        try:
            with lever_observe.Alarm(command.get("seconds", 2)):
                case = self.cases.make(index)
        except lever_observe.TooLong:
            return {"case": index, "unmade": "it takes too long to make"}
        except Exception as trouble:
            return {"case": index, "unmade": "%s: %s" % (type(trouble).__name__, trouble)}
        return lever_observe.observe(self.target, case, index, self.wire, self.state, self.folder.path, command.get("seconds", 2))

    def _timed_cases(self, command):
        if self.cases.kind == "generated":
            size, pool = command.get("size", self.source.get("size", 32)), self.source.get("pool", {})
            return lever_cases.Timed(self.signature, command["seed"], size, pool, self.folder, command.get("inputs", 8))
        return self.cases.timed(command["seed"], command.get("inputs", 8))

    def _time(self, command):
        started = lever_measure.cpu_ns()
        cases, consume, seconds = self._timed_cases(command), command.get("consume", False), command.get("seconds", 5)
        before = [self._counted(cases, index, consume, seconds) for index in range(min(2, len(cases)))] if command.get("witness") else []
        answer = self.timing.measure(cases, command.get("inputs", 8), command.get("fresh", False), consume, seconds)
        if before:
            answer["counts"] = [[count, self._counted(cases, index, consume, seconds)] for index, count in enumerate(before)]
        samples = []
        for index in range(min(command.get("sample", 0), len(cases))):
            try:
                case = cases.make(index)
            except Exception:
                continue
            samples.append(lever_observe.observe(self.target, case, index, self.wire, None, self.folder.path, seconds))
        if samples:
            answer["samples"] = samples
        answer["spent"] = lever_measure.cpu_ns() - started
        return answer

    def _counted(self, cases, index, consume, seconds, steady=False):
        try:
            case = cases.make(index)
        except Exception:
            return -1
        if not steady:
            # Patterns that the interpreter keeps compiled are no results that the function remembers.
            re.purge()
        try:
            with lever_observe.Alarm(seconds):
                return max(0, lever_measure.count(self.target, case, consume) - self._counting())
        except lever_observe.TooLong:
            return -1
        finally:
            self.wire.caught()

    def _counting(self):
        """Instructions that counting itself executes."""
        if not hasattr(self, "_own"):
            nothing = types.SimpleNamespace(function=len, flavour="function")
            self._own = lever_measure.count(nothing, types.SimpleNamespace(args=[()], kwargs={}), True)
        return self._own

    def _count(self, command):
        """Per case the instructions of its first call, of an equal one right after, and of an equal one after all others."""
        seconds, wanted, found = command.get("seconds", 2), command["cases"], {}
        self._counting()
        try:
            # What a first call sets up for all later ones is no memory of arguments.
            for index in command.get("warm", []):
                self._counted(self.cases, index, True, seconds)
            for index in wanted:
                found[index] = [self._counted(self.cases, index, True, seconds), self._counted(self.cases, index, True, seconds)]
            for index in wanted:
                found[index].append(self._counted(self.cases, index, True, seconds))
        finally:
            self.state.restore(self.state.changes())
        return {"counts": [[index] + found[index] for index in wanted]}

    def _count_timed(self, command):
        cases = self._timed_cases(command)
        self._counted(cases, 0, True, 5)
        return {"counts": [self._counted(cases, index, True, command.get("seconds", 5), True) for index in range(len(cases))]}

    def _memory(self, command):
        cases, found = self._timed_cases(command), []
        for index in range(len(cases)):
            try:
                case = cases.make(index)
            except Exception:
                continue
            found.append(lever_measure.memory(self.target, case, command.get("consume", False), command.get("seconds", 5)))
            self.wire.caught()
        good = [one for one in found if "problem" not in one]
        if not good:
            return {"problem": found[0]["problem"] if found else "no input for the measurement can be made"}
        return {"memory": good}

    def _record(self, command):
        return lever_record.record(self.target, command["how"], command.get("arguments", []), command.get("limit", 200),
                                   command.get("bytes", 32 << 20), command.get("seed", 1), command["to"], command.get("seconds"))


_worker = Worker()
# The project gets a main module of its own and cannot import ours.
for _name in [name for name in sys.modules if name.startswith("lever_")]:
    del sys.modules[_name]
sys.modules["__main__"] = types.ModuleType("__main__")
_worker.run()
