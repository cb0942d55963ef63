"""What was found, as a file to take along: a spreadsheet, a table of text, or a document to copy from."""
