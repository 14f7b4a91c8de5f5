"""Runs programs and says what they cost: user and system time, wall time, largest resident set."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.path.join(os.path.dirname(ROOT), "shared", "data")
RUNS = int(os.environ.get("RUNS", "9"))


def argument(number, *default):
    """A path from the command line, or one below the shared data; None where that is absent."""
    if len(sys.argv) > number:
        return os.path.abspath(sys.argv[number])
    path = os.path.join(DATA, *default)
    return path if os.path.exists(path) else None


def release_build():
    """Builds `cargo-moat` for release; its path."""
    shown = subprocess.run(
        [os.path.join(ROOT, "scripts/release")], check=True, stdout=subprocess.PIPE, text=True)
    return shown.stdout.strip()


def once(command, environment, folder):
    """User and system seconds, wall seconds, exit status of one run."""
    start = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, wall, process.returncode


def peak(command, environment, folder):
    """The largest resident set of one run in bytes; None without GNU time.

    A program started from here counts this program's own memory as its peak until it replaces it;
    GNU time is small.
    """
    program = shutil.which("time")
    if program is None:
        return None
    with tempfile.NamedTemporaryFile("r") as file:
        once([program, "-q", "-f", "%M", "-o", file.name] + command, environment, folder)
        return int(file.read()) * 1024


class Measured:
    """The medians of some runs of one program, and its peak."""

    def __init__(self, rows, peak_bytes):
        self.cpu = statistics.median(row[0] for row in rows)
        self.wall = statistics.median(row[1] for row in rows)
        self.peak = peak_bytes


def row(name, measured):
    memory = f"{measured.peak / 2**20:7.1f} MiB" if measured.peak else "      ? MiB"
    print(f"{name:<36} {measured.cpu * 1000:8.1f} ms CPU {measured.wall * 1000:8.1f} ms wall {memory}")


def measure(name, command, environment, folder, before=lambda: None, expected=(0, 1, 3)):
    """Prints one row; returns what it says, or None where the run failed."""
    return compare([(name, command, environment, before, expected)], folder).get(name)


def compare(programs, folder, runs=RUNS):
    """Runs programs in turn, round after round, so that a busy moment hits all of them.

    Each is (name, command, environment, before, expected statuses). Prints a row for each; returns
    what the rows say by name, without the programs that failed. With no runs the one that warms the
    file cache counts: for what takes minutes.
    """
    rows = {name: [] for name, *_ in programs}
    for _ in range(runs + 1):
        for name, command, environment, before, _ in programs:
            before()
            rows[name].append(once(command, environment, folder))
    results = {}
    for name, command, environment, before, expected in programs:
        kept = rows[name][1:] or rows[name]  # The first one warms the file cache.
        if kept[0][2] not in expected:
            print(f"{name:<36} failed with status {kept[0][2]}")
            continue
        before()
        results[name] = Measured(kept, peak(command, environment, folder))
        row(name, results[name])
    return results


def ratio(ours, theirs, results):
    """Prints what one program costs as a share of another."""
    if ours in results and theirs in results:
        mine, other = results[ours], results[theirs]
        memory = f", {mine.peak / other.peak:.2f} × memory" if mine.peak and other.peak else ""
        print(f"{ours} / {theirs}: {mine.cpu / other.cpu:.2f} × CPU, "
              f"{mine.wall / other.wall:.2f} × wall{memory}")
