"""The tables of names, and what finds persons in a text (``recognising``)."""
