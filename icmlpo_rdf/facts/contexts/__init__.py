"""What a table or list stands under: the page's subject, its meetings, the headings above it."""
