"""Tests of the room that writes data in the forms of others."""
