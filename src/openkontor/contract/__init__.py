"""What follows from the carriers: paths, operations, and what the pages say of them."""
