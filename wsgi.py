"""The web application for any WSGI server."""

from advocacy import create_app
from config import Config

app = create_app(Config.from_environment())
