"""What every test stands on."""

from hypothesis import settings

# The same examples every time: what fails here fails there.
settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile("steady")
