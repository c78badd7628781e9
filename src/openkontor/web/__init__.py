"""HTTP: from a request's bytes to an agent method and back."""
