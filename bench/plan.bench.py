#!/usr/bin/env python3
"""wolfictl plan, whole process and cold, against Python with libyaml's C loader that merely parses the same files one by one.

Reads the folder that WOLFI_CORPUS names (wolfi-os-2026-08-22 in it); needs Debian's python3-yaml. Prints medians of alternating runs, the peak of memory, and how the time
per configuration grows with 1, 3 and 10 copies of the corpus under other names.
"""
import glob
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = int(os.environ.get("ROUNDS", "7"))
PLAN = ["artifacts/bin/wolfictl", "plan", "-o", "names", "-a", "x86_64", "-a", "aarch64", "-d"]
PARSE = """
import glob, sys, yaml
for file in sorted(glob.glob(sys.argv[1] + "/*.yaml")):
    with open(file, "rb") as stream:
        yaml.load(stream, Loader=yaml.CSafeLoader)
"""


def run(command):
    """Wall seconds and peak resident MiB of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with {status}")
    return seconds, usage.ru_maxrss / 1024


def ratio_to_libyaml(corpus, python):
    ours, theirs, memory = [], [], 0
    for _ in range(ROUNDS):
        seconds, peak = run(PLAN + [corpus])
        ours.append(seconds)
        memory = max(memory, peak)
        theirs.append(run([python, "-c", PARSE, corpus])[0])
    ours, theirs = statistics.median(ours), statistics.median(theirs)
    print(f"plan: {len(glob.glob(corpus + '/*.yaml'))} configurations, both architectures: {ours:.2f} s; libyaml parses them in {theirs:.2f} s")
    print(f"plan: ratio {ours / theirs:.2f} (at most 0.75, aim 0.50), peak {memory:.0f} MB (under 200)")


def copy(corpus, target, prefix):
    """The corpus with every package's name prefixed: the copies need the originals' subpackages, and each other's no more than those."""
    for file in glob.glob(corpus + "/*.yaml"):
        with open(file, encoding="utf-8", newline="") as stream:
            text = stream.read()
        if re.search(r"from: \$\{\{package\.name\}\}", text):
            continue  # Its variables are parts of its name.
        text = re.sub(r"(?m)^(  name: [\"']?)", rf"\g<1>{prefix}", text, count=1)
        with open(os.path.join(target, prefix + os.path.basename(file)), "w", encoding="utf-8", newline="") as stream:
            stream.write(text)


def growth(corpus):
    each = {}
    for copies in (1, 3, 10):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("pipelines",):
                os.symlink(os.path.join(corpus, name), os.path.join(folder, name))
            for i in range(copies):
                copy(corpus, folder, f"c{i}-")
            count = len(glob.glob(folder + "/*.yaml"))
            command = PLAN + [folder, "--pipeline-dir", os.path.join(corpus, "pipelines")]
            each[copies] = statistics.median(run(command)[0] for _ in range(3)) / count
    print("plan: time per configuration at 1, 3, 10 copies: " + ", ".join(f"{1e3 * t:.3f} ms" for t in each.values()))
    print(f"plan: growth {max(each.values()) / each[1]:.2f} (at most 1.3)")


def main():
    root = os.environ.get("WOLFI_CORPUS")
    corpus = os.path.join(root or "", "wolfi-os-2026-08-22")
    if not root or not os.path.isdir(corpus):
        print("plan: skipped, WOLFI_CORPUS names no folder with wolfi-os-2026-08-22")
        return
    for python in ("/usr/bin/python3", sys.executable):
        if subprocess.run([python, "-c", "import yaml; yaml.CSafeLoader"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            break
    else:
        print("plan: skipped, the peer is missing: apt-get install python3-yaml")
        return
    ratio_to_libyaml(corpus, python)
    growth(corpus)


main()
