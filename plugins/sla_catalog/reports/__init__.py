"""Findings as text for people and as JSON for programs; nothing here reads files or prints."""
