"""The catalogue card of a document, one field a file: each reads its value from the text, with the evidence."""
