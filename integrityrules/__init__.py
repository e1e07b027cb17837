"""integrityrules."""
