"""How long a record is kept, when the need for it is reviewed, and how it is disposed of."""
