"""What is to be done, by whom and when: plans, objectives, activities, deliverables."""
