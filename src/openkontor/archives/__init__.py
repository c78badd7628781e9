"""What is listed: providers and their columns, and how a filter becomes a query."""
