"""What every room needs to work in two languages. It knows nothing of health cooperation and imports no other room."""
