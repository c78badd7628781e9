"""What happens: one module per main entity, one function per agent method."""
