"""Views: what the templates of whole pages are given, one module a kind of page."""
