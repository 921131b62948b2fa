"""``python -m benchmarks``: see ``run``.

Apart from it, because every process that is started for a measurement loads this file.
"""

if __name__ == "__main__":
    from benchmarks.run import main

    main()
