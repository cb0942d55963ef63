"""The HTTP service: the public API, the pages, and what protects them."""
