"""What was agreed, as records: choosing, searching and counting commitments, always with what was searched."""
