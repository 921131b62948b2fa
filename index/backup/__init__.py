"""The store in one file, made while writing goes on, and put back elsewhere.

A **backup** is a zip of ``timtin.db``, as SQLite copies it at one moment, and of a
**Manifest** that says what is in it. The index is not: it is derived, ``restore`` makes it,
and its pickles would run whatever somebody put into the file.

    made = make(url, lock_wait, Path("/backups/"))
    restore(made.file, database, engine)

- ``packing`` how the file lies on the disk, and whether it is whole
- ``making``, ``restoring`` the two ways
"""

from index.backup.making import Made, make
from index.backup.packing import Manifest, manifest, verify
from index.backup.restoring import Restored, restore

__all__ = ["Made", "Manifest", "Restored", "make", "manifest", "restore", "verify"]
