"""Everything that touches the world: the command line, the run loop, the web, the storage, Prefect."""
