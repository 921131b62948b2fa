"""Threads of a serving process share the C library's pools of memory."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from web.memory import ARENAS

_COUNTED = """
import ctypes, sys, threading
from pathlib import Path
from web.memory import hold_little

held = sys.argv[1] == "little" and hold_little()
together = threading.Barrier(16)

def work():
    together.wait()
    kept = [bytearray(1_000) for _ in range(1_000)]
    together.wait()

threads = [threading.Thread(target=work) for _ in range(16)]
for each in threads: each.start()
for each in threads: each.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
print(Path(sys.argv[2]).read_text().count("<heap nr="))
"""


def pools(how: str, told: Path) -> int:
    command = [sys.executable, "-c", _COUNTED, how, str(told)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has such pools")
def test_sixteen_threads_have_few_pools(tmp_path: Path) -> None:
    assert pools("little", tmp_path / "little") <= ARENAS
    assert pools("as it is", tmp_path / "more") > ARENAS
