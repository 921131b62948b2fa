"""The engine of the product: a Whoosh index, read as arrays.

Whoosh owns the files: schema, segments, terms, columns, the table of contents,
merging. We own the blocks of postings, and what is read from all of them: a term's
postings become numpy arrays once, queries are evaluated a term at a time over whole
segments, facets are counted with ``bincount`` over columns. See ``docs/decisions/``.

- ``fields`` the Whoosh schema, ``spans`` our posting format, ``codec`` how its blocks
  lie on the disk: they are pickled into the index, so their module paths are part of
  the on-disk format
- ``generations`` which folder is in force, and what its index contains
- ``writing`` a batch → one commit; ``merging`` when segments grow together
- ``ngrams`` how often exact tokens stand alone, in pairs and (``triples``) in threes, in
  a file of ours beside each segment's; ``arrays`` is that file's format
- ``segment`` one segment as arrays; ``snapshot`` all of them as one
- ``matching``, ``quotations``, ``proximity``, ``scoring``, ``counting`` a Question over a snapshot;
  ``rising`` distinct numbers of arrays that rise
- ``engine`` the protocol

An index folder holds pickles, so opening one runs what is in it: open only
folders that this program wrote.
"""

from index.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
