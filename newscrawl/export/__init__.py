"""Archives written out in other forms. Knows the archive, no Scrapy and no SQL."""
