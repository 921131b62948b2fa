"""gunicorn over a data folder, as the Procfile starts it, to be measured from outside."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import web

HOST: Final = "127.0.0.1"
_CONFIG: Final = Path(web.__file__).with_name("gunicorn_conf.py")


@dataclass(frozen=True, slots=True)
class Server:
    """gunicorn with its workers: where it listens, and the process that started them."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"


@contextmanager
def serving(data: Path, stderr: int | None = None, **settings: str) -> Iterator[Server]:
    """gunicorn over ``data``, ended at the end. It may not be ready yet.

    One address may send it any number of requests, unless ``settings`` say otherwise.
    """
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "TIMTIN_DATA": str(data.absolute()),
        "TIMTIN_SECRET_KEY": secrets.token_hex(32),
        "TIMTIN_RATE": "0",
        "HOST": HOST,
        "PORT": str(port),
        **settings,
    }
    command = [sys.executable, "-m", "gunicorn", "--config", str(_CONFIG)]
    process = subprocess.Popen(  # noqa: S603  # our own
        [*command, "web.wsgi:application()"], env=environment, stderr=stderr
    )
    try:
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait()
