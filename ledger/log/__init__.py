"""The log: events in, one after the other, and out again with proofs.

One writer thread per process commits groups of requests (`sequencer`), any number of readers answers from what is
committed (`reader`).
"""
