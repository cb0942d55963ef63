"""The bundled first library: the documents themselves, what is said about them, and how the files were made."""
