"""Mentions: where the clean text names organisations, law, amounts, dates, case numbers and parties."""
