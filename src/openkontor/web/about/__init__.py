"""What the server says of itself: its description, its health, its figures."""
