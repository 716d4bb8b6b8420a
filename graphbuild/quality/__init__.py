"""How good and how whole the graph is: what is missing, what is in doubt, how accurate the reading is.

`notices` reads the sentences of extraction back, `measures` counts what a meeting has, `coverage` finds
the gaps of a council, `leftout` keeps the documents that are not in the graph and why, `accuracy` holds
what was measured on annotated minutes. The quads of all of them are made in `graphbuild.triples`.
"""
