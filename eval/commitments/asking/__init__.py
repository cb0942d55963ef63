"""Questions of counting, listing and comparing commitments, asked in the chat and the API."""
