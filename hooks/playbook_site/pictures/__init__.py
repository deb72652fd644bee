"""Pictures of ours, in the theme's colours, where people would rather look than read."""
