"""Workbooks that leave the portal filled in, and come back changed: how they are written, read, compared and taken over.

Nothing here knows what stands in a workbook; a *kind* (``kinds.py``) does. Each room registers its own kinds.
"""
