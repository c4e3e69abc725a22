"""The pages: one folder an area, each with its views, forms, addresses and templates side by side."""
