"""How well articles are understood and found: scores on judged data, and their floors.

``understanding`` scores persons and agencies on gold articles. ``relevance``
scores the product's search: a *judged set* (``judged``) is put into an *archive*
(``archives``), its queries are asked in *variants* (``variants``), and the
rankings are *measured* (``measures``). ``tuning`` tries other weights. ``floors``
holds the least allowed scores of all of them, per corpus.
"""
