"""The one page on which somebody does something: ask, do, say what was done, or refuse at the field."""
