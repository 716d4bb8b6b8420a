"""What can be taken away from a graph: RDF in every form, its description, and the release of it all."""
