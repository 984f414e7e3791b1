"""Speed and quality, each against a baseline in the same run."""
