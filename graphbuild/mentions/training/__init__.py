"""Training the statistical recogniser of names: text made by a grammar, damaged, learned from, and measured.

`python -m graphbuild.mentions.training` makes the model that ships with the package, and its scores.
"""
