"""Results that are kept in the repository, to compare later runs with: figures and cases, without the answers."""
