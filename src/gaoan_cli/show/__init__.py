"""From records to what is seen of them: cards, tables, pages, and the formats programs read."""
