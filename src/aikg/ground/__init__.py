"""The ground floor: terms, bounds, text, reading of files, errors."""
