"""What the pages of the reading room cost on a large archive."""
