"""Runs a project's tests and writes what became of each: a line of JSON with its id and its outcome.

Arguments: the file to write, the framework (pytest or unittest), then arguments for pytest.
Runs on Python 3.8 and later with the standard library alone.
"""

import json
import os
import sys
import unittest


class Report:
    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8")

    def write(self, test, outcome):
        json.dump([test.encode("utf-8", "replace").decode("utf-8"), outcome], self.file)
        self.file.write("\n")
        # A test may end the process; what came before it counts.
        self.file.flush()


class PytestPlugin:
    """A test passes when its call does and neither set-up nor tear-down fails."""

    def __init__(self, report):
        self.report = report
        self.outcomes = {}

    def pytest_runtest_logreport(self, report):
        worse = {"passed": 0, "skipped": 1, "failed": 2}
        known = self.outcomes.get(report.nodeid)
        if known is None or worse[report.outcome] > worse[known]:
            self.outcomes[report.nodeid] = report.outcome
        if report.when == "teardown":
            self.report.write(report.nodeid, self.outcomes.pop(report.nodeid))

    def pytest_collectreport(self, report):
        if report.failed:
            self.report.write(report.nodeid or "collection", "failed")


class UnittestResult(unittest.TestResult):
    def __init__(self, report):
        super().__init__()
        self.report = report
        self.failed = set()

    def fail(self, test):
        if test.id() not in self.failed:
            self.failed.add(test.id())
            self.report.write(test.id(), "failed")

    def addSuccess(self, test):
        super().addSuccess(test)
        if test.id() not in self.failed:
            self.report.write(test.id(), "passed")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.report.write(test.id(), "skipped")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.report.write(test.id(), "passed")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.fail(test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.fail(test)

    def addError(self, test, err):
        super().addError(test, err)
        self.fail(test)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.fail(test)


def run_unittest(report):
    loader = unittest.TestLoader()
    start = next((each for each in ("tests", "test") if os.path.isdir(each)), ".")
    importable = os.path.isfile(os.path.join(start, "__init__.py"))
    patterns = ["test*.py", "*_test.py"]
    suites = [
        loader.discover(start, pattern=pattern, top_level_dir="." if importable else None) for pattern in patterns
    ]
    unittest.TestSuite(suites).run(UnittestResult(report))


def main():
    path, framework = sys.argv[1:3]
    report = Report(path)
    # As under `python -m`: modules come from the project, not from this file's folder.
    sys.path[0] = os.getcwd()
    sys.argv[1:] = sys.argv[3:]
    if framework == "unittest":
        run_unittest(report)
        return 0
    import pytest

    code = pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]], plugins=[PytestPlugin(report)])
    # 1: tests failed; 5: there were none. Both stand in the report.
    return 0 if int(code) in (0, 1, 5) else int(code)


if __name__ == "__main__":
    sys.exit(main())
