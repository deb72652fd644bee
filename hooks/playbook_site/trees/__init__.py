"""Decision trees: model, proofs about them, their pages."""
