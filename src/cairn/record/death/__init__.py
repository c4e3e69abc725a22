"""That somebody died: who says so, and who confirmed what was only heard."""
