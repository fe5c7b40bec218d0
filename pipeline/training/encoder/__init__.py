"""How the files under ``models/encoder/`` are made: ``python -m pipeline.training.encoder``.

One small encoder with a head for each kind of span is fine-tuned on all corpora at once: a corpus that does not mark a
kind says nothing of it. It is exported to ONNX with weights of 8 bits, and run without PyTorch.
"""
