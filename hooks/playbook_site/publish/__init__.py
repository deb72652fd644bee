"""What leaves beside pages: assets, search entries, data files, and the swap of a finished build."""
