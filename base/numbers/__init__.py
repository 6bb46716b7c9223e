"""The numbers in Chinese and English texts: what each text names, and whether both name the same.

Pure Python without a database. Values are ``Decimal``; the time needed grows with the length of a text and no faster.
"""

from .agree import Disagreement, Reason, disagreements
from .chinese import read_chinese
from .english import read_english
from .quantities import Kind, Quantity

__all__ = ["Disagreement", "Kind", "Quantity", "Reason", "disagreements", "read_chinese", "read_english"]
