"""What a kind of fact about a person is, declared once and read by everything that deals with facts."""
