"""The servers that are held against each other; `bench.contenders.all` names them."""
