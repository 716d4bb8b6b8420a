"""The document with everything found in it, coloured by kind: for a terminal and as an HTML page.

It is the way to see what was read as what, and what was not read at all. All text comes from a
document that anybody may have written, so both forms show control characters as a replacement sign,
and the page is escaped throughout and runs no script but its own.
"""

from graphbuild.explain.colours import terminal
from graphbuild.explain.marks import KINDS, Kind, Mark, Segment, counts, marks, segments
from graphbuild.explain.page import html

__all__ = ["KINDS", "Kind", "Mark", "Segment", "counts", "html", "marks", "segments", "terminal"]
