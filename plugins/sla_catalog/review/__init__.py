"""What is asked of a proposal before it is merged; nothing here reads files, runs git or prints."""
