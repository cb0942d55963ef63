"""A file becomes passages in the corpus: the steps of `ingest.pipeline`, one module each."""
