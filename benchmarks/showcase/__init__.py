"""An archive worth looking at: seven invented papers, thirty days of crawls, edits, takedowns, and troubles."""
