"""Text -> typed value or None: ratings, dates, names, titles, languages, URLs. No DOM."""
