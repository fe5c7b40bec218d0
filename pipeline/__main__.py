"""``python -m pipeline``: the same as ``evigraph``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
