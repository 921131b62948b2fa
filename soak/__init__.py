"""What takes longer than a test may: the promises of the product under load and malice.

    make soak                                     every part that is named in the Makefile
    python -m soak.queries --data FOLDER          no query hurts: 100,000 of them
    python -m soak.users --data FOLDER            nor do twenty users at once
    python -m soak.oracle                         the engine answers as the definition does

Each part prints what it promises beside what it measured, and ends with 1 where a promise
is broken. Everything is drawn from a seed, so a failure can be had again. The suite runs
each in short form.
"""
