"""The reading room in Chromium: one browser for all of these modules. asyncio.run() cannot be called in them."""
