"""The Flask extension."""

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
