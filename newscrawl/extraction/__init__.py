"""The article part of reading: a page in, an `Article` or nothing out. Pure."""
