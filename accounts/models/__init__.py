from .notice import Notice
from .user import User

__all__ = ["Notice", "User"]
