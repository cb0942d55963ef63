"""The library: the documents that are known, their catalogue, and the two indexes over them."""
