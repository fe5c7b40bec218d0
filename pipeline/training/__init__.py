"""How each file under models/ is made. Nothing here is needed to run the pipeline."""
