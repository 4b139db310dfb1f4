"""The dataset on disk: state, batches, archive, commits."""
