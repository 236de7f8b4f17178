"""One writer a format: from the document to the bytes of a file."""
