"""Who is calling: passwords, tickets, tokens, sessions, and the pages around signing in."""
