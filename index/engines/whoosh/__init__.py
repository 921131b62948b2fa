"""The engine of the product: a Whoosh index, read as arrays.

Whoosh's are the table of contents, its schema and its list of segments; its writers and
searchers work on our segments through ``codec``. A segment is one file of ours: flat arrays
that are mapped and read where they lie. Queries are evaluated a term at a time over whole
segments, facets are counted with ``bincount`` over columns. See ``docs/decisions/``.

- ``fields`` the Whoosh schema, ``spans`` our posting format, ``codec`` Whoosh's extension
  point: they are pickled into the table of contents, so their module paths are part of
  the on-disk format
- ``toc`` which segments and files the newest commit has
- ``generations`` which folder is in force, and what its index contains
- ``sections`` the file of a segment: named arrays with checksums; ``contents`` which there
  are: ``columns``, and for each token field ``inverted`` (its ``texts`` and where they
  stand) and ``markings``
- ``ngrams`` how often exact tokens stand alone, in pairs and in threes, and in how many
  documents two stand side by side (``tables``)
- ``building`` new documents → a segment; ``merging`` several segments → one; ``policy``
  which; ``writing`` a batch → one commit
- ``segment`` one segment as its readers see it; ``snapshot`` all of them as one
- ``postings`` where terms stand; ``matching``, ``among``, ``quotations``, ``proximity``,
  ``scoring``, ``counting`` a Question over a snapshot; ``rising`` distinct numbers of arrays
  that rise
- ``engine`` the protocol

An index folder holds pickles, so opening one runs what is in it: open only
folders that this program wrote.
"""

from index.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
