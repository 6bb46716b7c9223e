"""What has been reached: frameworks, indicators, observations, reporting cycles, and the reports on them."""
