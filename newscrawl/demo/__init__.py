"""The bundled news site: two small newsrooms, always the same, served on loopback for the demo, tests and benchmarks."""
