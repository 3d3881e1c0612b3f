"""`desk replay`: weeks of the desk in seconds, with the very rules that the desk itself decides by."""
