"""The pages about results, and the portal's front page, which looks into every room."""
