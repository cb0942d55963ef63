"""Documents with known truth: what reading them should find, known from making them."""
