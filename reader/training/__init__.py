"""Makes the tagger's model out of marked texts: ``python -m reader.training FOLDER --out MODEL``.

Needs the extra ``train``. What the folder may hold is told in `reader.training.data`.
"""
