"""Text → tokens with offsets into the raw text. One filter per file."""
