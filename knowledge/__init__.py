"""The ground: who works together, and what there is to know."""
