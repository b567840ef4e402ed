"""Runs unittest modules and prints a line `ok ...` or `FAILED ...` for each test, as expect_lines counts them."""
import sys
import unittest


class Lines(unittest.TestResult):
    """The name of a test is its method's, in words."""

    def addSuccess(self, test: unittest.TestCase) -> None:
        print("ok     ", words(test), flush=True)

    def addError(self, test: unittest.TestCase, err) -> None:
        super().addError(test, err)
        print("FAILED ", words(test))
        print(self.errors[-1][1], flush=True)

    def addFailure(self, test: unittest.TestCase, err) -> None:
        super().addFailure(test, err)
        print("FAILED ", words(test))
        print(self.failures[-1][1], flush=True)


def words(test) -> str:
    """`FrontOfficeTest.test_files_a_birth` as "front office: files a birth"; what is no test method as it is."""
    if not isinstance(test, unittest.TestCase):
        return str(test)
    kind = "".join(f" {c.lower()}" if c.isupper() else c for c in type(test).__name__.removesuffix("Test")).strip()
    return f"{kind}: {test._testMethodName.removeprefix('test_').replace('_', ' ')}"


result = Lines()
unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:]).run(result)
sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
