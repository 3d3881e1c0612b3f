"""Tests of the desk: rules by table and property, stores and processes for real."""
