"""What both deliverers make a site of: its options, and what follows from them for every page."""
