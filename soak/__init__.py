"""What takes longer than a test may: crashes, failing disks, load.

``python -m soak.NAME``; ``make soak`` runs them all. The suite runs each in short form.
"""
