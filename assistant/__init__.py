"""A question becomes a cited answer: the answering steps, the HTTP service, the pages and the widget."""
