"""Tests of the room that says what became of data."""
