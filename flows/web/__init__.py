"""The web: who may be called, how politely, and what there is to read."""
