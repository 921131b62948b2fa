"""The system calls by which a process changes files, each of them stopped before it happens.

A seccomp filter (Linux 5.5 or newer, no rights needed) hands every such call of a child to
us. We let it pass, make it fail with an error of our choice, or end the child there. So a
fault meets whatever makes the call: Python, numpy, Whoosh, SQLite. Source:
seccomp_unotify(2).
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import select
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_NUMBERS: Final = {
    "x86_64": {
        1: "write", 18: "pwrite64", 20: "writev", 296: "pwritev", 328: "pwritev2",
        74: "fsync", 75: "fdatasync", 77: "ftruncate", 285: "fallocate", 26: "msync",
        2: "open", 257: "openat", 83: "mkdir", 258: "mkdirat",
        82: "rename", 264: "renameat", 316: "renameat2", 86: "link", 265: "linkat",
        87: "unlink", 263: "unlinkat", 84: "rmdir", 40: "sendfile", 326: "copy_file_range",
    },
    "aarch64": {
        64: "write", 68: "pwrite64", 66: "writev", 70: "pwritev", 287: "pwritev2",
        82: "fsync", 83: "fdatasync", 46: "ftruncate", 47: "fallocate", 227: "msync",
        56: "openat", 34: "mkdirat", 38: "renameat", 276: "renameat2", 37: "linkat",
        35: "unlinkat", 71: "sendfile", 285: "copy_file_range",
    },
}  # fmt: skip
_AUDIT_ARCH: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_BY_PATH: Final = {"open", "mkdir", "rename", "link", "unlink", "rmdir"}
_BY_FOLDER_AND_PATH: Final = {
    "openat", "mkdirat", "renameat", "renameat2", "linkat", "unlinkat",
}  # fmt: skip
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_NAMES: Final = {"open", "openat", "mkdir", "mkdirat", "link", "linkat"}
_FILLS: Final = {
    "write", "pwrite64", "writev", "pwritev", "pwritev2", "ftruncate", "fallocate",
    "sendfile", "copy_file_range", "fsync", "fdatasync",
}  # fmt: skip
"""fsync too: a file system may look for room only then."""


_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP: Final = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER, _NEW_LISTENER = 1, 1 << 3
_RECEIVE, _ANSWER = 0xC0502100, 0xC0182101
_CONTINUE: Final = 1
_NOTICE: Final = struct.Struct("=QIIiIQ6Q")
_REPLY: Final = struct.Struct("=QqiI")
_LONGEST_PATH: Final = 4096


class Unsupported(Exception):
    """This kernel, or what this process may do on it, has no such filter."""


@dataclass(frozen=True, slots=True)
class Call:
    """One change of a file under the folder watched: which call, and of which file.

    ``names`` says that it puts a new name into a folder.
    """

    number: int
    name: str
    path: Path
    names: bool

    @property
    def needs_room(self) -> bool:
        """Whether a full disk refuses it."""
        return self.names or self.name in _FILLS


Verdict = int
"""0 lets the call pass, an errno makes it fail, a negative signal ends the process there."""


def watched(work: Callable[[], int], channel: socket.socket) -> Callable[[], int]:
    """``work`` for a child, with the filter on; its descriptor goes over ``channel``."""

    def filtered() -> int:
        listener = _install()
        socket.send_fds(channel, [b"."], [listener])
        os.close(listener)
        return work()

    return filtered


def oversee(
    channel: socket.socket, pid: int, folder: Path, judge: Callable[[Call], Verdict]
) -> int:
    """Ask ``judge`` about every change that ``pid`` makes under ``folder``; how many there were."""
    _, found, _, _ = socket.recv_fds(channel, 1, 1)
    if not found:
        raise Unsupported("no seccomp listener")
    listener, seen = found[0], 0
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    try:
        while not any(event & select.POLLHUP for _, event in poll.poll()):
            notice = bytearray(_NOTICE.size)
            try:
                fcntl.ioctl(listener, _RECEIVE, notice)
            except OSError as error:
                if error.errno in (errno.ENOENT, errno.EINTR):
                    continue  # it was killed meanwhile
                raise
            notice_id, thread, _, number, _, _, *arguments = _NOTICE.unpack(notice)
            call = _change(thread, _NUMBERS[platform.machine()][number], arguments, folder)
            verdict = 0
            if call is not None:
                seen += 1
                verdict = judge(Call(seen, *call))
            if verdict < 0:
                os.kill(pid, -verdict)
            else:
                _answer(listener, notice_id, verdict)
    finally:
        os.close(listener)
    return seen


def _answer(listener: int, notice: int, error: int) -> None:
    reply = _REPLY.pack(notice, 0, -error, 0 if error else _CONTINUE)
    with suppress(FileNotFoundError):  # it was killed meanwhile
        fcntl.ioctl(listener, _ANSWER, bytearray(reply))


def _change(
    thread: int, name: str, arguments: list[int], folder: Path
) -> tuple[str, Path, bool] | None:
    """The call and its file where it changes one under ``folder``."""
    if name in _BY_PATH or name in _BY_FOLDER_AND_PATH:
        beside = name in _BY_FOLDER_AND_PATH
        if name in ("open", "openat") and not arguments[1 + beside] & _WRITES:
            return None
        path = _named(thread, arguments[0] if beside else None, arguments[beside])
    else:
        path = _descriptor(thread, arguments[name == "copy_file_range" and 2])
    if path is None or not path.is_relative_to(folder):
        return None
    return name, path, name in _NAMES and not path.exists()


def _named(thread: int, base: int | None, address: int) -> Path | None:
    try:
        with Path(f"/proc/{thread}/mem").open("rb", buffering=0) as memory:
            memory.seek(address)
            text = memory.read(_LONGEST_PATH).split(b"\0")[0]
    except OSError:
        return None
    path = Path(os.fsdecode(text))
    if path.is_absolute():
        return path
    current = base is None or base & 0xFFFFFFFF == 0xFFFFFF9C  # AT_FDCWD
    start = Path(f"/proc/{thread}/cwd") if current else Path(f"/proc/{thread}/fd/{base}")
    return start.readlink() / path


def _descriptor(thread: int, number: int) -> Path | None:
    try:
        return Path(f"/proc/{thread}/fd/{number & 0xFFFFFFFF}").readlink()
    except OSError:
        return None


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("jump_true", ctypes.c_uint8),
        ("jump_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("code", ctypes.POINTER(_Instruction)))


def _install() -> int:
    """Put the filter on this process; its descriptor. Raises :class:`Unsupported`."""
    machine = platform.machine()
    if machine not in _NUMBERS or platform.system() != "Linux":
        raise Unsupported(machine)
    load, equal, give = 0x20, 0x15, 0x06
    allow, notify = 0x7FFF0000, 0x7FC00000
    numbers = _NUMBERS[machine]
    code = [
        (load, 0, 0, 4),  # the architecture
        (equal, 1, 0, _AUDIT_ARCH[machine]),
        (give, 0, 0, allow),
        (load, 0, 0, 0),  # the number of the call
        *((equal, len(numbers) - at, 0, number) for at, number in enumerate(numbers)),
        (give, 0, 0, allow),
        (give, 0, 0, notify),
    ]
    program = _Program(
        len(code), (_Instruction * len(code))(*(_Instruction(*each) for each in code))
    )
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    listener = libc.syscall(
        _SECCOMP[machine], _SET_MODE_FILTER, _NEW_LISTENER, ctypes.byref(program)
    )
    if listener < 0:
        raise Unsupported(os.strerror(ctypes.get_errno()))
    return int(listener)


KILL: Final = -signal.SIGKILL
"""The verdict that ends a process as a crash does."""
