"""The chapters of the dossier: each yields its blocks from the material."""
