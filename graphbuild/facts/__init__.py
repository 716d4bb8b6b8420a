"""Minutes to facts: what each § states, with the words that state it."""
