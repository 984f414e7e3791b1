"""Made-up news sites that live: stories are written, edited, moved, taken away, while every fetch brings noise."""
