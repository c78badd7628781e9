"""A self-hosted CRM server that speaks the SuperOffice Web API."""

__version__ = "0.1.0"
