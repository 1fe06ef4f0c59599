#!/usr/bin/env python3
"""wolfictl cache where all 1,000 sources are there already: whole process, and which of them it opens, as strace sees it."""
import os
import re
import tempfile

import measure
from measure import KiB

ROUNDS = int(os.environ.get("ROUNDS", "7"))
FILES = 1000


def opened(command, out):
    """How many sources one run opens. A file that is not opened is not read."""
    with tempfile.NamedTemporaryFile("r") as trace:
        measure.Run(["strace", "-f", "-qq", "-s", "512", "-e", "trace=open,openat,openat2", "-o", trace.name] + command)
        calls = trace.read()
    if ".index" not in calls:
        raise SystemExit("warm: strace saw not even the index being opened")
    return len(re.findall(re.escape(out) + r"/sha256:[0-9a-f]{64}\"", calls))


def main():
    if measure.missing("warm", nginx="nginx-light", strace="strace"):
        return
    with measure.scratch() as folder:
        files, configurations, out = (os.path.join(folder, name) for name in ("files", "configurations", "out"))
        os.makedirs(files)
        os.makedirs(configurations)
        os.chmod(folder, 0o755)
        command = [measure.WOLFICTL, "cache", "-d", configurations, "-a", "x86_64", "--out", out, "--allow-host", "127.0.0.1"]
        with measure.origin(files) as port:
            for i in range(FILES):
                sums = measure.write_file(os.path.join(files, f"source-{i}"), 64 * KiB)
                # A tenth asks for both checksums.
                measure.write_configuration(configurations, f"source-{i}", f"http://127.0.0.1:{port}/source-{i}", sums[0], sums[1] if i % 10 == 0 else None)
            cold = measure.Run(command)
        runs = [measure.Run(command) for _ in range(ROUNDS)]
        reads = opened(command, out)
    print(f"warm: {FILES} sources that are there, without their origin: {measure.median(runs):.2f} s (under 0.50); the run that fetched them {cold.seconds:.2f} s")
    print(f"warm: {reads} of {FILES} sources opened (0)")


main()
