"""What tells that something is wrong with a site: its present figures beside those that are usual for it. Pure.

`rules` declares the monitors, `judge` applies them, `silence` tells whether a site has gone quiet,
`layout` whether its pages are made anew.
"""

from newscrawl.monitors.finding import Finding
from newscrawl.monitors.judge import Look, judge
from newscrawl.monitors.layout import class_words, sketch

__all__ = ["Finding", "Look", "class_words", "judge", "sketch"]
