"""The window itself: its frame, its menus, and what is done when its rooms ask for something."""
