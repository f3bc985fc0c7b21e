"""Many pages: found, converted and checked one after another or in several processes."""
