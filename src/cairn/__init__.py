"""Cairn: managing people who are subject to statutory supervision in the community."""
