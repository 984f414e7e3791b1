"""A module for each page: it asks the archive's views, and answers with its template."""
