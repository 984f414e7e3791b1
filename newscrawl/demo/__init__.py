"""The bundled news site: two small newsrooms, always the same, served on loopback for demo, tests and benchmarks."""
