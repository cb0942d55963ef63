"""The fixed Dutch texts as data; `assistant.answering.texts` reads them."""
