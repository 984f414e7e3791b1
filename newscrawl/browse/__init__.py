"""The reading room: web pages on an archive, on top of Datasette. It reads, and writes nothing.

`server` opens an archive and serves it, `plugin` is what Datasette asks, `routes` says which address is which page,
`pages/` has a module for each, `templates/` and `static/` have what they look like. What they ask of the archive stands
in `newscrawl.archive.views`.
"""
