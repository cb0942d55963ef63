"""What was agreed: commitments out of the sentences and tables of an edition."""
