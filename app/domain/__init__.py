"""The rules of the desk as plain functions over frozen facts: no clock, no stores, no chance."""
