"""What somebody has typed and not yet sent, and which forms were sent."""
