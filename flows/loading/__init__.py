"""The dataset in other databases: flat tables made by DuckDB, brought up to date commit by commit."""
