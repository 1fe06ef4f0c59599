#!/usr/bin/env python3
"""wolfictl cache, whole process, against aria2c -j16 -x1 with its check of sha256, from an origin on loopback: 400 files of 256 KiB and 6 of 256 MiB.

Ours verifies sha512 too where both are asked for, which a tenth of the sources do, and flushes each file to disk before it gets its name. Prints medians of alternating
runs. Both write below BENCH_DIR, else where temporary files go: on a slow disk the flush is what is measured.
"""
import os
import shutil
import subprocess

import measure
from measure import KiB, MiB

ROUNDS = int(os.environ.get("ROUNDS", "3"))
FILES = [256 * KiB] * 400 + [256 * MiB] * 6


def write_sources(files, configurations, uris, port):
    with open(uris, "w", encoding="utf-8") as listing:
        for i, size in enumerate(FILES):
            name = f"source-{i}"
            sha256, sha512 = measure.write_file(os.path.join(files, name), size)
            # Four names, because ours opens at most four connections to one.
            uri = f"http://127.0.0.{i % 4 + 1}:{port}/{name}"
            measure.write_configuration(configurations, name, uri, sha256, sha512 if i % 10 == 0 else None)
            listing.write(f"{uri}\n  out={name}\n  checksum=sha-256={sha256}\n")


def main():
    if measure.missing("fetch", aria2c="aria2", nginx="nginx-light"):
        return
    with measure.scratch() as folder:
        files, configurations, uris, out = (os.path.join(folder, name) for name in ("files", "configurations", "uris", "out"))
        os.makedirs(files)
        os.makedirs(configurations)
        os.chmod(folder, 0o755)
        with measure.origin(files) as port:
            write_sources(files, configurations, uris, port)
            ours = [measure.WOLFICTL, "cache", "-d", configurations, "-a", "x86_64", "--out", out]
            for i in range(1, 5):
                ours += ["--allow-host", f"127.0.0.{i}"]
            # Its quickest settings: no preallocation, no report while it works.
            theirs = ["aria2c", "-j16", "-x1", "-i", uris, "-d", out, "--file-allocation=none", "--check-integrity=true", "--quiet=true", "--no-conf=true", "--disable-ipv6=true"]
            runs = {"ours": [], "theirs": []}
            for _ in range(ROUNDS):
                for who, command in (("theirs", theirs), ("ours", ours)):
                    shutil.rmtree(out, ignore_errors=True)
                    subprocess.run(["sync"], check=True)
                    runs[who].append(measure.Run(command))
                    there = [entry for entry in os.scandir(out) if entry.is_file() and not entry.name.startswith(".")]
                    assert len(there) == len(FILES) and sum(entry.stat().st_size for entry in there) == sum(FILES), who
    wall, cpu = ({who: measure.median(runs[who], what) for who in runs} for what in ("seconds", "cpu"))
    print(f"fetch: {len(FILES)} sources, {sum(FILES) / measure.GiB:.1f} GiB: {wall['ours']:.2f} s, {cpu['ours']:.2f} s of CPU; aria2c {wall['theirs']:.2f} s, {cpu['theirs']:.2f} s of CPU")
    print(f"fetch: wall ratio {wall['ours'] / wall['theirs']:.2f} (at most 1.0, aim 0.7)")
    print(f"fetch: CPU ratio {cpu['ours'] / cpu['theirs']:.2f} (at most 1.2)")
    print(f"fetch: peak {max(run.peak for run in runs['ours']):.0f} MB (under 150)")


main()
