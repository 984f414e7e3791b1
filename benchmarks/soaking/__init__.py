"""A simulated year of three sites that cron visits: what they publish, what befalls them, what is asked of it."""
