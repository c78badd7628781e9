"""SQL, and nothing but: the only room with statements."""
