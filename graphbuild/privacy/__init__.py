"""Personal data that is never to be published: identity numbers, and what the owner has listed.

`numbers` finds personal identity numbers, `names` finds a person's name however it is printed, and
`listed` reads the owner's list of people and documents. All three only look at text, so that the
reading of pages, which comes before every other stage, can use them.
"""

from __future__ import annotations

MASK = "█"
"""What stands in place of each masked character: no letter, digit, mark of a list or blank to any rule."""
