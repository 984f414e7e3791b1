"""A simulated year of three sites that are visited by cron: what they publish, what befalls them, what is asked of it."""
