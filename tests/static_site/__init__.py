"""The site as files, looked at as its visitors and their servers do."""
