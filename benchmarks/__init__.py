"""Speed and accuracy, measured: `make eval-outcomes`, `make bench`; tables under `results/`."""
