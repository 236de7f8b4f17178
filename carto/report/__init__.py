"""Results to the dossier that people hand over."""
