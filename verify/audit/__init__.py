"""The audit of a whole log: every hash, signature, key state and time.

* ``source``, ``http_source`` — the only modules here that touch files or network;
* ``tree`` — authenticates tiles from the checkpoint's root downwards;
* ``key_scan`` — finds key events without reading every statement, so that key states are known before ranges are
  checked;
* ``range_check`` — checks one range of entries, anywhere, in any order;
* ``result`` — what a range contributes, merged associatively;
* ``fold`` — what needs the order of the log: counters of open tags, catalogue items, times;
* ``pool`` — runs range checks in worker processes or in this one;
* ``run`` — drives them.
"""
