#!/usr/bin/env python3
"""The Python packages as they are imported here: from the build, or from wheels (scripts/wheel.sh --test)."""

import argparse
import os
import sys
import unittest
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fakes", required=True, type=Path, help="folder of the build with fake.so and its like")
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--filter", default="", help="a part of a test's name")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    os.environ.update(VITC_TEST_FAKES=str(options.fakes.resolve()), VITC_TEST_WORK=str(options.work.resolve()))
    loader = unittest.TestLoader()
    if options.filter:
        loader.testNamePatterns = [f"*{options.filter}*"]
    suite = loader.discover(str(Path(__file__).resolve().parent))
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    passed = result.testsRun - len(result.failures) - len(result.errors) - len(result.skipped)
    print(f"{passed} passed, {len(result.failures) + len(result.errors)} failed, {len(result.skipped)} skipped")
    sys.exit(not result.wasSuccessful() or passed == 0)


main()
