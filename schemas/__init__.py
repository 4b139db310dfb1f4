"""What the shapes are. Imports the standard library and pydantic, nothing else."""
