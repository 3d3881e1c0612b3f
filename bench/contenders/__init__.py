"""The servers that are held against each other; `every.py` names them."""
