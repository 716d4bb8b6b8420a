"""What can be taken away from a graph: files in the forms that other programs read."""
