"""Mail to parties by SMTP; `server.py` reads where to, from the environment."""
