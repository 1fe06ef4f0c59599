"""What the benches share: measured processes, sources with configurations, and servers on loopback."""
import contextlib
import hashlib
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

WOLFICTL = os.path.abspath("artifacts/bin/wolfictl")
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
KiB, MiB, GiB = 1 << 10, 1 << 20, 1 << 30


class Run:
    """A process that has ended: wall and CPU seconds, peak resident MB, what it printed."""

    def __init__(self, command, cwd=None):
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            started = time.perf_counter()
            process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            self.cpu = usage.ru_utime + usage.ru_stime
            self.peak = usage.ru_maxrss / 1024
            output.seek(0)
            self.output = output.read().decode(errors="replace")
            if process.returncode != 0:
                errors.seek(0)
                sys.exit(f"{' '.join(command)[:200]} ended with {process.returncode}\n{errors.read().decode(errors='replace')[-2000:]}{self.output[-2000:]}")


def median(runs, what="seconds"):
    return statistics.median(getattr(run, what) for run in runs)


def missing(bench, **packages):
    """Whether a program is missing, which is told with the Debian package that has it."""
    for program, package in packages.items():
        if not shutil.which(program.replace("_", "-"), path=PATH):
            print(f"{bench}: skipped, {program.replace('_', '-')} is missing: apt-get install {package}")
            return True
    return False


def scratch():
    """A folder that goes away; below BENCH_DIR, for who wants another disk."""
    return tempfile.TemporaryDirectory(prefix="wolfictl-bench-", dir=os.environ.get("BENCH_DIR"))


def write_file(path, size):
    """A file of random bytes; its sha256 and sha512."""
    sums = hashlib.sha256(), hashlib.sha512()
    with open(path, "wb") as file:
        while size > 0:
            part = os.urandom(min(size, 4 * MiB))
            size -= len(part)
            file.write(part)
            for each in sums:
                each.update(part)
    return [each.hexdigest() for each in sums]


def write_configuration(folder, name, uri, sha256, sha512=None):
    with open(os.path.join(folder, f"{name}.yaml"), "w", encoding="utf-8") as file:
        file.write(f"package:\n  name: {name}\n  version: \"1.0\"\n  epoch: 0\npipeline:\n  - uses: fetch\n    with:\n      uri: {uri}\n      expected-sha256: {sha256}\n")
        if sha512:
            file.write(f"      expected-sha512: {sha512}\n")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def server(command, port):
    """A server in a process group of its own, from when it listens until the block ends."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, env={**os.environ, "PATH": PATH})
        try:
            until = time.monotonic() + 20
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    if process.poll() is not None or time.monotonic() > until:
                        log.seek(0)
                        sys.exit(f"{command[0]} does not listen: {log.read().decode(errors='replace')[-1000:]}")
                    time.sleep(0.02)
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def origin(folder):
    """nginx, which sends files from the page cache with sendfile and is no bottleneck; gives its port. It listens on all of 127/8."""
    port = free_port()
    with scratch() as own:
        conf = os.path.join(own, "nginx.conf")
        with open(conf, "w", encoding="utf-8") as file:
            file.write(f"""
daemon off; worker_processes 1; pid {own}/pid; error_log stderr error; {'user root;' if os.geteuid() == 0 else ''}
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000; default_type application/octet-stream;
  client_body_temp_path {own}/body; proxy_temp_path {own}/proxy; fastcgi_temp_path {own}/fastcgi; uwsgi_temp_path {own}/uwsgi; scgi_temp_path {own}/scgi;
  server {{ {' '.join(f'listen 127.0.0.{i}:{port};' for i in range(1, 5))} root {folder}; }}
}}
""")
        with server(["nginx", "-e", "stderr", "-c", conf], port):
            yield port


@contextlib.contextmanager
def registry(folder):
    """Debian's docker-registry with its storage in a folder; gives its address."""
    port = free_port()
    conf = os.path.join(folder, "registry.yml")
    with open(conf, "w", encoding="utf-8") as file:
        file.write(f"version: 0.1\nlog: {{level: error, accesslog: {{disabled: true}}}}\nstorage: {{filesystem: {{rootdirectory: {folder}/data}}}}\nhttp: {{addr: '127.0.0.1:{port}'}}\n")
    with server(["docker-registry", "serve", conf], port):
        yield f"127.0.0.1:{port}"


def digest_of(text):
    """The last reference by digest that a command printed."""
    return re.findall(r"\S+@(sha256:[0-9a-f]{64})", text)[-1]
