"""The writer's lock where its disk has no room."""

import resource
from pathlib import Path

from index.engines.whoosh import WhooshEngine


def test_a_disk_without_room_for_the_holders_name_keeps_nobody_from_writing(tmp_path: Path) -> None:
    generations = WhooshEngine(tmp_path / "index")._generations
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with generations.writing():
        pass
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with generations.writing():
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (tmp_path / "index" / "writer.lock").read_bytes() == b""
