"""From a Catalog to pages: the only room that knows HTML; no generator in sight."""
