"""The door plate: one blueprint for all pages of the room."""

from flask import Blueprint

bp = Blueprint("signoff", __name__)
