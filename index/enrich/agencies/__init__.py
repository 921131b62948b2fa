"""The tables of agencies, and what finds them in a text (``sourcing``)."""
