"""Who must be told what, from events (P6). Pure plans; `apps.notices` words and keeps them."""
