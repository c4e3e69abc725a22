"""The worker itself: what it does about jobs whose worker died, and how it is. Its jobs are the rooms' own (`tasks.py`)."""
