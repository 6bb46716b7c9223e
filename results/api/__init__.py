"""Results for programs: frameworks, indicators, figures, cycles, and what is told in them."""
