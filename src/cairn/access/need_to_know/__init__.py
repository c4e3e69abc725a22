"""Need-to-know as data: which roles, and partners of which purposes, read which kinds of fact."""
