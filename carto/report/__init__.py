"""The dossier that people hand over: one document, four file formats."""
