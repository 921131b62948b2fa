"""How well articles are understood: scores on gold data, and the floors they must keep."""
