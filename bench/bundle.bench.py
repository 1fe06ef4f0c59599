#!/usr/bin/env python3
"""A bundle of 1 GiB of sources, to a registry and back, against skopeo: 24 sources of 20 MiB and 544 of 1 MiB that are in the cache already.

Push: wolfictl cache --bundle-repo, which plans, hashes and pushes, against skopeo copy --preserve-digests of the same image from a layout; each to a docker-registry
with fresh storage. Then one source of 5 MiB more: what goes over the wire. Pull: wolfictl cache unpack against skopeo copy to a directory and tar.
"""
import hashlib
import os
import shutil
import socket
import subprocess
import threading

import measure
from measure import KiB, MiB

ROUNDS = int(os.environ.get("ROUNDS", "3"))
FILES = [20 * MiB] * 24 + [1 * MiB] * 544
NEW = 5 * MiB
# The first digest of the manifest is the configuration's.
PULL_AND_TAR = """
skopeo copy --preserve-digests --src-tls-verify=false "$1" "dir:$2" && cd "$2" || exit 1
for layer in $(grep -o 'sha256:[0-9a-f]*' manifest.json | sed '1d; s/sha256://'); do tar -xf "$layer" -C "$3" || exit 1; done
"""


class CountingProxy:
    """Passes connections to a server and counts the bytes that clients send."""

    def __init__(self, port):
        self.sent = 0
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            client, _ = self._listener.accept()
            there = socket.create_connection(("127.0.0.1", self._target))
            threading.Thread(target=self._pass, args=(client, there, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(there, client, False), daemon=True).start()

    def _pass(self, source, target, counted):
        try:
            while data := source.recv(256 * KiB):
                if counted:
                    self.sent += len(data)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def add_source(configurations, cache, number, size):
    """A source that is in the cache, as if fetched from a place that is gone."""
    path = os.path.join(cache, f"new-{number}")
    sha256, _ = measure.write_file(path, size)
    os.rename(path, os.path.join(cache, f"sha256:{sha256}"))
    measure.write_configuration(configurations, f"source-{number}", f"https://gone.example/source-{number}", sha256)


def push(configurations, cache, repository):
    return measure.Run([measure.WOLFICTL, "cache", "-d", configurations, "-a", "x86_64", "--out", cache, "--bundle-repo", repository])


def fresh(folder, name):
    path = os.path.join(folder, name)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    subprocess.run(["sync"], check=True)
    return path


def same_files(one, other):
    """Whether two folders hold the same sources, by name and content."""
    def read(folder):
        found = {}
        for name in os.listdir(folder):
            if name.startswith("sha256:"):
                with open(os.path.join(folder, name), "rb") as file:
                    found[name] = hashlib.sha256(file.read()).hexdigest()
        return found
    return read(one) == read(other) != {}


def main():
    if measure.missing("bundle", skopeo="skopeo", docker_registry="docker-registry"):
        return
    with measure.scratch() as folder:
        configurations, cache, layout = (os.path.join(folder, name) for name in ("configurations", "cache", "layout"))
        os.makedirs(configurations)
        os.makedirs(cache)
        for i, size in enumerate(FILES):
            add_source(configurations, cache, i, size)
        insecure = ["--dest-tls-verify=false"]
        # Hashes the files once, so that the index knows them, and makes the layout.
        with measure.registry(fresh(folder, "storage")) as host:
            digest = measure.digest_of(push(configurations, cache, f"{host}/bench").output)
            measure.Run(["skopeo", "copy", "--preserve-digests", "--src-tls-verify=false", f"docker://{host}/bench@{digest}", f"oci:{layout}:bundle"])
        pushes = {"ours": [], "theirs": []}
        pulls = {"ours": [], "theirs": []}
        for _ in range(ROUNDS):
            with measure.registry(fresh(folder, "storage")) as host:
                pushes["theirs"].append(measure.Run(["skopeo", "copy", "--preserve-digests", *insecure, f"oci:{layout}:bundle", f"docker://{host}/bench:bundle"]))
            with measure.registry(fresh(folder, "storage")) as host:
                pushes["ours"].append(push(configurations, cache, f"{host}/bench"))
                assert measure.digest_of(pushes["ours"][-1].output) == digest
                bundle, copied = f"{host}/bench@{digest}", fresh(folder, "copied")
                pulls["theirs"].append(measure.Run(["sh", "-c", PULL_AND_TAR, "sh", f"docker://{bundle}", copied, fresh(folder, "theirs")]))
                pulls["ours"].append(measure.Run([measure.WOLFICTL, "cache", "unpack", bundle, "--out", fresh(folder, "ours")]))
        assert same_files(cache, os.path.join(folder, "ours")) and same_files(cache, os.path.join(folder, "theirs"))
        with measure.registry(fresh(folder, "storage")) as host:
            push(configurations, cache, f"{host}/bench")
            proxy = CountingProxy(int(host.split(":")[1]))
            add_source(configurations, cache, len(FILES), NEW)
            push(configurations, cache, f"127.0.0.1:{proxy.port}/bench")
    whole = sum(FILES)
    wall = {(what, who): measure.median(runs[who]) for what, runs in (("push", pushes), ("pull", pulls)) for who in runs}
    print(f"bundle: push of {whole / measure.GiB:.2f} GiB: {wall['push', 'ours']:.2f} s; skopeo copy {wall['push', 'theirs']:.2f} s")
    print(f"bundle: push ratio {wall['push', 'ours'] / wall['push', 'theirs']:.2f} (at most 1.0, aim 0.8), peak {max(run.peak for run in pushes['ours']):.0f} MB")
    print(f"bundle: {proxy.sent / MiB:.1f} MiB sent for {NEW / MiB:.0f} MiB more (at most {(NEW + whole / 16) / MiB:.1f})")
    print(f"bundle: pull and unpack: {wall['pull', 'ours']:.2f} s; skopeo copy and tar {wall['pull', 'theirs']:.2f} s")
    print(f"bundle: pull ratio {wall['pull', 'ours'] / wall['pull', 'theirs']:.2f} (at most 1.0), peak {max(run.peak for run in pulls['ours']):.0f} MB")


main()
