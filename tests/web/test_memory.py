"""A serving process holds little memory that it does not use."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from web.memory import ARENAS

glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has such pools")

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

_GIVEN_BACK = """
import os
from pathlib import Path
from web.memory import ANSWERS, Spare

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

spare = Spare()
kept = [bytearray(4_000) for _ in range(20_000)]
before = resident()
del kept[1::2]  # neighbours of one that stays
kept = kept[::50] + kept[-1:]
for _ in range(ANSWERS): spare.answered()
print(before - resident())
"""


def pools(how: str, told: Path) -> int:
    command = [sys.executable, "-c", _COUNTED, how, str(told)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@glibc
def test_sixteen_threads_have_few_pools(tmp_path: Path) -> None:
    assert pools("little", tmp_path / "little") <= ARENAS
    assert pools("as it is", tmp_path / "more") > ARENAS


@glibc
def test_what_is_free_between_what_is_kept_is_given_back() -> None:
    command = [sys.executable, "-c", _GIVEN_BACK]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert int(done.stdout) > 40_000_000
