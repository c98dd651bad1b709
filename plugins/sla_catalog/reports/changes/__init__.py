"""Proposals under review as text, Markdown and JSON; all take words and counts from one review."""
