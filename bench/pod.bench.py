#!/usr/bin/env python3
"""wolfictl pod --create=false for one package, its bundle pushed already, against wolfictl plan of the same: what rendering a pod adds to planning, whole processes.

Reads the folder that WOLFI_CORPUS names (wolfi-os-2026-08-22 in it). No cluster and no registry is asked.
"""
import os

import measure

ROUNDS = int(os.environ.get("ROUNDS", "11"))
PACKAGE = "brotli"
BUNDLE = "localhost:5000/bench@sha256:" + "a" * 64


def main():
    root = os.environ.get("WOLFI_CORPUS")
    corpus = os.path.join(root or "", "wolfi-os-2026-08-22")
    if not root or not os.path.isdir(corpus):
        print("pod: skipped, WOLFI_CORPUS names no folder with wolfi-os-2026-08-22")
        return
    pods, plans = [], []
    for _ in range(ROUNDS):
        plans.append(measure.Run([measure.WOLFICTL, "plan", "-d", corpus, "-a", "x86_64", PACKAGE]))
        pods.append(measure.Run([measure.WOLFICTL, "pod", "--create=false", "--bundle", BUNDLE, "-d", corpus, "-a", "x86_64", PACKAGE]))
    assert all(run.output.startswith("apiVersion: v1") and PACKAGE in run.output for run in pods), pods[0].output[:500]
    assert all(PACKAGE in run.output for run in plans), plans[0].output[:500]
    pod, plan = measure.median(pods), measure.median(plans)
    print(f"pod: pod --create=false for {PACKAGE}: {pod:.2f} s; plan of the same {plan:.2f} s")
    print(f"pod: ratio {pod / plan:.2f} (at most 1.5), peak {max(run.peak for run in pods):.0f} MB")


main()
