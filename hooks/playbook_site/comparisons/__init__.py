"""ROI comparisons: model, the arithmetic, their pages."""
