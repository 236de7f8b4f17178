"""``python -m carto``."""

from __future__ import annotations

from carto.cli.start import main

if __name__ == "__main__":
    main()
