"""What makes a password fit to guard records: not soon guessed, not made of local words, not known to be out."""
