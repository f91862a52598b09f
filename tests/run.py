#!/usr/bin/env python3
"""run.py all|fast|deep FILTER: runs the built test programs, at most two at once, and tells what came out. Called by ./test, which builds them first.

Each program (xunit.v3) writes its results as XML; one that ends without, or with an exit code that its results do not explain, counts as a failed test.
"""

import concurrent.futures
import os
import pathlib
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILT = ROOT / "artifacts/tests/bin"
RESULTS = ROOT / "artifacts/test-results"
FIRST = ("Godwit.EndToEnd", "Godwit.Simulation")  # the longest begin first
LEFT_OUT = {"all": ["length=deep"], "fast": ["length=deep", "needs=process"], "deep": []}
LIMIT_SECONDS = {"all": 2400, "fast": 600, "deep": 14400}


class Outcome:
    """What one program's tests came to."""

    def __init__(self, name):
        self.name, self.tests, self.failures, self.said = name, [], [], ""  # tests: (seconds, name, result, reason)

    def crashed(self, why, output):
        lines = output.splitlines()
        shown = lines if len(lines) <= 60 else [*lines[:45], "[...]", *lines[-15:]]
        self.failures.append((f"{self.name} (the program itself)", "\n".join([why, *shown])))

    def read(self, document):
        for assembly in document.iter("assembly"):
            for test in assembly.iter("test"):
                self.add(test)
            for error in assembly.iter("error"):
                self.failures.append((f"{self.name}: {error.get('type')} {error.get('name') or ''}", details(error)))

    def add(self, test):
        result, name = test.get("result"), test.get("name")
        reason = (test.findtext("reason") or "").strip()
        self.tests.append((float(test.get("time", "0")), name, result, reason))
        if result not in ("Pass", "Skip", "NotRun"):
            self.failures.append((name, details(test)))

    def count(self, result):
        return sum(1 for test in self.tests if test[2] == result)


def details(element):
    found = [element.findtext(path) for path in ("failure/message", "failure/stack-trace", "output")]
    return "\n".join(text.rstrip() for text in found if text and text.strip())


def programs(kind):
    """Every test project that makes a program; a project without a build is an error, not a silence."""
    for project in sorted((ROOT / "tests").glob("*/*.csproj"), key=lambda p: (p.stem not in FIRST, p.stem)):
        if "<OutputType>Library" in project.read_text() or (kind == "fast" and project.stem == "Godwit.EndToEnd"):
            continue
        yield project.stem


def run(name, kind, wanted):
    outcome, results = Outcome(name), RESULTS / f"{name}.xml"
    program = BUILT / name / "release" / name
    if not program.exists():
        outcome.crashed("not built: is the project missing in Godwit.slnx?", "")
        return outcome
    # Theories are enumerated first, so that a trait of one row counts.
    arguments = ["-noLogo", "-noColor", "-noAutoReporters", "-reporter", "silent", "-preEnumerateTheories", "-xml", str(results)]
    arguments += [word for trait in LEFT_OUT[kind] for word in ("-trait-", trait)]
    arguments += ["-method", f"*{wanted.replace(' ', '_')}*"] if wanted else []
    code, output = execute([str(program), *arguments], LIMIT_SECONDS[kind])
    judge(outcome, code, output, results)
    if not outcome.failures:
        outcome.said = "\n".join(output.splitlines()[-40:])
    return outcome


def hear_interrupts():
    """Whoever was started in the background ignores SIGINT, and so would all that the tests start and interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def execute(command, seconds):
    """Exit code (None when it had to be ended) and what it printed. Its own process group, so that what it started ends with it."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=hear_interrupts) as process:
        try:
            output = process.communicate(timeout=seconds)[0]
            return process.returncode, output.decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None, process.communicate()[0].decode("utf-8", "replace")


def judge(outcome, code, output, results):
    try:
        outcome.read(xml.parse(results))
    except (OSError, xml.ParseError):
        outcome.crashed(ending(code) + " and left no results", output)
        return
    if code != 0 and not outcome.failures:
        outcome.crashed(ending(code) + " though its results show no failure", output)


def ending(code):
    if code is None:
        return "it was ended for taking too long"
    return f"it was ended by signal {-code}" if code < 0 else f"it ended with exit code {code}"


def report(outcomes, seconds):
    tests = [test for outcome in outcomes for test in outcome.tests]
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    for name, told in failures:
        print(f"\nFAILED {name}\n" + "\n".join("    " + line for line in told.splitlines()))
    print_skipped([test for test in tests if test[2] == "Skip"])
    print("\nSlowest:")
    for took, name, _, _ in sorted(tests, reverse=True)[:10]:
        print(f"  {took:8.2f} s  {name}")
    print(f"\n{len(outcomes)} programs in {seconds:.0f} s")
    passed, skipped = (sum(outcome.count(result) for outcome in outcomes) for result in ("Pass", "Skip"))
    print(f"{passed} passed, {len(failures)} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed and not failures else 1


def print_skipped(skipped):
    if skipped:
        print("\nSkipped:")
    for _, name, _, reason in skipped:
        print(f"  {name}: {' '.join(reason.split())}")


def main():
    kind, wanted = sys.argv[1], sys.argv[2]
    RESULTS.mkdir(parents=True, exist_ok=True)
    for old in RESULTS.glob("*.xml"):
        old.unlink()
    began, outcomes = time.monotonic(), []
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        running = {pool.submit(run, name, kind, wanted): name for name in programs(kind)}
        for future in concurrent.futures.as_completed(running):
            outcome = future.result()
            outcomes.append(outcome)
            if outcome.said:  # what tests wish to tell, such as the distribution of a simulation's events
                print("    " + outcome.said.replace("\n", "\n    "))
            state = f", {len(outcome.failures)} failed" if outcome.failures else ""
            print(f"  {outcome.name}: {outcome.count('Pass')} passed{state}", flush=True)
    sys.exit(report(outcomes, time.monotonic() - began))


if __name__ == "__main__":
    main()
