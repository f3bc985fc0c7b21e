"""Data sent elsewhere: to triplestores."""
