"""Requests for access: the list, one request, and each thing on it."""
