"""What every test stands on."""

import ssl

import httpx
from hypothesis import settings

# The same examples every time: what fails here fails there.
settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile("steady")

# Nothing is asked over TLS here, and reading the world's certificates takes longer than most answers.
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
for ask in (httpx.get, httpx.post, httpx.request, httpx.Client.__init__, httpx.AsyncClient.__init__):
    ask.__kwdefaults__["verify"] = NO_CERTIFICATES
