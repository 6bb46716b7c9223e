"""What people write about work plans outside the admin."""
