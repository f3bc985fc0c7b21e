"""Tests of the room that says who it is elsewhere."""
