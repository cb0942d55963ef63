"""How well commitments are extracted, measured against commitments labelled by hand."""
