"""Who uses the portal: users, roles and preferences."""
