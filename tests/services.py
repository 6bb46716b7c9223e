"""The portal as real processes: gunicorn and a Celery worker, started for a test and ended by their process ids."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent
ALONE = ["--without-gossip", "--without-mingle", "--without-heartbeat"]  # it has no other workers to talk to


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def redis_apart(address: str, further: int) -> str:
    """Another database of the same Redis, ``further`` on from the one in its address; it has sixteen, and begins with 0."""
    parts = urlsplit(address)
    number = int(parts.path.strip("/") or 0)
    return urlunsplit(parts._replace(path=f"/{(number + further) % 16}"))


@dataclass
class Service:
    """One program in the background, in a process group of its own, with its output in a file."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self, is_ready: Callable[[], bool], seconds: float = 60) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + seconds
        while not is_ready():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"{Path(self.command[0]).name} did not start:\n{self.output()[-3000:]}")
            time.sleep(0.1)

    def output(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def stop(self, seconds: float = 15) -> None:
        """Asks it to finish; after that time, makes it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """As when the machine loses power: it and its children, at once."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Portal:
    """A running portal: where it is, and its parts for tests that stop or kill one."""

    url: str
    var: Path
    environment: dict[str, str]
    port: int
    web: Service = field(init=False)
    worker: Service = field(init=False)

    def __post_init__(self) -> None:
        logs = self.var / "log"
        listen = ["--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--no-control-socket"]
        self.web = Service([str(PROGRAMS / "gunicorn"), *listen, "carec_portal.wsgi"], self.environment, logs / "web.log")
        name = f"test-{uuid.uuid4().hex[:8]}@%h"
        work = ["-A", "carec_portal", "worker", "--concurrency", "1", *ALONE, "--loglevel", "INFO", "--hostname", name]
        self.worker = Service([str(PROGRAMS / "celery"), *work], self.environment, logs / "worker.log")

    def start_web(self) -> None:
        self.web.start(self.answers)

    def start_worker(self) -> None:
        before = self.worker.output().count(" ready.")
        self.worker.start(lambda: self.worker.output().count(" ready.") > before)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310 (our own address)
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def manage(self, *arguments: str) -> str:
        """Runs a command of manage.py against this portal and returns what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done.stdout


@contextmanager
def running_portal(*, portal_var: str | Path, worker: bool = True, **settings: str) -> Iterator[Portal]:
    """A portal on a free port until the end of the block. Settings are the environment's, in lower case:

    with running_portal(database_url=..., redis_url=..., portal_var=..., secret_key=...) as portal: ...

    The database must have its tables, and the static files must be collected.
    """
    environment = {**os.environ, **{name.upper(): value for name, value in settings.items()}}
    environment |= {"PORTAL_VAR": str(portal_var), "DJANGO_SETTINGS_MODULE": "carec_portal.settings"}
    port = free_port()
    environment.setdefault("SITE_URL", f"http://127.0.0.1:{port}")  # links in e-mails lead here
    portal = Portal(f"http://127.0.0.1:{port}", Path(portal_var), environment, port)
    try:
        portal.start_web()
        if worker:
            portal.start_worker()
        yield portal
    finally:
        portal.worker.stop()
        portal.web.stop()
