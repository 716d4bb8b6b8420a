"""The SPARQL endpoint and linked-data API over a built graph."""
