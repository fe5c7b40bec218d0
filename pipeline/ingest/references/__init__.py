"""Printed references as data, and lists of wanted papers."""
