"""Serve the portal: waitress in one process, or in several that share one listening socket."""

import os
import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from flask import Flask
from waitress.server import create_server

THREADS = 4
"""Four threads a process was fastest; eight were slower (measured on 2 cores)."""

RESTART_PAUSE_S = 1.0
"""A process that can't start must not spin."""


class PortTaken(Exception):
    """Something else listens there, or the port is not ours to open."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port} {reason}")
        self.host = host
        self.port = port
        self.reason = reason


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, opened before anything else is prepared, so that a taken port costs nothing.

    Raises:
        PortTaken: the port is in use or forbidden.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        # On Windows this option would let two programs share a port in silence.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(1024)
    except OSError as problem:
        sock.close()
        raise PortTaken(host, port, problem.strerror or str(problem)) from problem
    except OverflowError as problem:
        sock.close()
        raise PortTaken(host, port, "een poort ligt tussen 0 en 65535") from problem
    return sock


def serve(app: Flask, sock: socket.socket) -> None:
    """Serve on `sock` in this thread until SystemExit or Ctrl-C; requests under way are answered first."""
    create_server(app, sockets=[sock], threads=THREADS, ident=None, clear_untrusted_proxy_headers=False).run()


def exit_on_term() -> None:
    """Let TERM end the process as Ctrl-C does: through an exception that unwinds what is open."""

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)


def serve_in_processes(make_app: Callable[[], Flask], sock: socket.socket, workers: int) -> None:
    """Run `workers` processes on one listening socket; one that dies is started again."""
    exit_on_term()
    if workers == 1 or not hasattr(os, "fork"):
        serve(make_app(), sock)
        return
    children: set[int] = set()
    try:
        while True:
            while len(children) < workers:
                children.add(_fork(make_app, sock))
            pid, _ = os.wait()
            children.discard(pid)
            time.sleep(RESTART_PAUSE_S)
    except (KeyboardInterrupt, SystemExit):
        for child in children:
            os.kill(child, signal.SIGTERM)
        for child in children:
            os.waitpid(child, 0)


def _fork(make_app: Callable[[], Flask], sock: socket.socket) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        exit_on_term()
        serve(make_app(), sock)
        code = 0
    except (KeyboardInterrupt, SystemExit):
        code = 0
    finally:
        os._exit(code)
