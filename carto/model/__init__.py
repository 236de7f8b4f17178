"""What the author means: frozen entities, ids, diagnostics. No input or output, no graph."""
