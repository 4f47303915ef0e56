"""Settings, URLs, WSGI entry."""
