"""SHACL: is the graph as the shapes say?"""
