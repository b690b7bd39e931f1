"""The web's processes and the worker as one group: started together, ended together, none outliving the first.

Everything is loaded once, before the group forks, so that a start costs one start and memory is shared.
"""

import contextlib
import ctypes
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import granian._signals
from django.conf import settings
from django.db import connections
from granian._granian import WorkerSignal
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from nakhara.cli.collector import spare_the_collector
from nakhara.foundation.work.worker import run_worker

SECONDS_TO_FINISH = 8
PR_SET_PDEATHSIG = 1
ENDING = {signal.SIGINT, signal.SIGTERM}
FORK = multiprocessing.get_context("fork")
logger = logging.getLogger("nakhara.server")


def serve(host: str, port: int, processes: int, ready: Callable[[str], None]) -> int:
    """Serve until SIGINT or SIGTERM and give the exit status; `ready` gets the address once it answers."""
    from nakhara.site.wsgi import application

    # A connection must not be shared across a fork.
    connections.close_all()
    spare_the_collector()
    multiprocessing.set_start_method("fork", force=True)
    granian._signals.set_sync_signals = hear_signals
    server = Group(
        "nakhara.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=1,
        workers_kill_timeout=SECONDS_TO_FINISH,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_dictconfig={**settings.LOGGING},
    )
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    with signals_held():
        threading.Thread(target=_tell_when_ready, args=(address, ready, server), daemon=True).start()
    parent = os.getpid()

    def load() -> Callable[..., Any]:
        die_with(parent)
        return application

    try:
        server.serve(target_loader=load, wrap_loader=False)
    except SystemExit:
        # A signal to the whole group may end a web process before the first one has told it to.
        if not server.interrupt_signal:
            raise
    return 0


class Group(MPServer):
    """The web server, with the worker beside it."""

    def startup(self, *args: Any, **kwargs: Any) -> None:
        self.worker = Worker()
        super().startup(*args, **kwargs)
        with signals_held():
            self.worker.start()

    def _spawn_workers(self, *args: Any, **kwargs: Any) -> None:
        with signals_held():
            super()._spawn_workers(*args, **kwargs)

    def _respawn_workers(self, *args: Any, **kwargs: Any) -> None:
        with signals_held():
            super()._respawn_workers(*args, **kwargs)

    def shutdown(self, *args: Any, **kwargs: Any) -> None:
        self.worker.ask_to_stop()
        try:
            super().shutdown(*args, **kwargs)
        finally:
            self.worker.stop()


class Worker:
    """The process that runs jobs, started again when it fails."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.starting = threading.Lock()
        self.process: BaseProcess | None = None

    def start(self) -> None:
        threading.Thread(target=self._keep_running, args=(os.getpid(),), daemon=True).start()

    def _keep_running(self, parent: int) -> None:
        while True:
            with self.starting:
                if self.stopping.is_set():
                    return
                self.process = FORK.Process(target=_work, args=(parent,), name="nakhara-worker")
                self.process.start()
            self.process.join()
            if not self.stopping.is_set():
                logger.error("the worker ended, status %s; it is started again", self.process.exitcode)
                self.stopping.wait(1)

    def ask_to_stop(self) -> None:
        with self.starting:
            self.stopping.set()
        self.asked = time.monotonic()
        if self.process:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for the job in hand, then end the process whatever it does."""
        if not self.process:
            return
        while self.process.is_alive() and time.monotonic() < self.asked + SECONDS_TO_FINISH:
            time.sleep(0.02)
        if self.process.is_alive():
            self.process.kill()


def _work(parent: int) -> None:
    die_with(parent)
    for name in ENDING:
        signal.signal(name, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    run_worker()


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """Hold back the ending signals in the processes and threads started meanwhile: only the first thread hears them."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def die_with(parent: int) -> None:
    """End this process when its parent is gone, however that ended."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def hear_signals() -> WorkerSignal:
    """Stands in for granian's own way of hearing signals in a web process.

    There a signal is lost when it comes too early or wakes another thread than the first, and a third one freezes the
    process. Here they stay held back, and a thread takes the first one from the queue.
    """
    event = WorkerSignal()

    def listen() -> None:
        signal.sigwait(ENDING)
        event.set()

    threading.Thread(target=listen, daemon=True).start()
    return event


def _tell_when_ready(address: str, ready: Callable[[str], None], server: MPServer) -> None:
    open_url = build_opener(ProxyHandler({})).open
    while not server.interrupt_signal:
        with contextlib.suppress(URLError, OSError):
            open_url(address + "healthz", timeout=5).close()
            ready(address)
            return
        time.sleep(0.05)
