"""Live figures: ``{{ HRF-03:participations@2024H1 }}`` in a text stands for a figure, in either language.

``grammar`` says how a reference is written, ``figures`` finds what it refers to, ``resolving`` puts it into texts,
``checking`` tells what is wrong with one, ``suggesting`` completes one that is being typed. docs/references.md has
the grammar with examples.
"""

from __future__ import annotations

from .checking import faults_of, is_live
from .resolving import FiguresInTexts, records_with_figures, resolve

__all__ = ["FiguresInTexts", "faults_of", "is_live", "records_with_figures", "resolve"]
