"""The graph as tables: CSV or Parquet, with a data dictionary and a Data Package that describes them.

A table is one query in ``queries/tables/``; its header says what each column is (`definition`). Rows go
from the query to the file, batches of meetings at a time (`rows`, `files`).
"""

from graphbuild.exports.tables.definition import Column, Table, TableError, load
from graphbuild.exports.tables.package import Written
from graphbuild.exports.tables.writing import write_tables

__all__ = ["Column", "Table", "TableError", "Written", "load", "write_tables"]
