"""How the files under ``models/lexicons/`` are made: ``python -m pipeline.training.lexicons``.

Each kind of name has a module that turns its sources into rows, by criteria that hold for every name of a source. What
no criterion can know stands in ``overlay/``, kept by hand, each line with its reason: classes of therapies and the
spellings of papers, and names held back because they are everyday words.
"""
