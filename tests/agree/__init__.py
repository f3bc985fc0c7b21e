"""Tests of the room that compares what several pages say."""
