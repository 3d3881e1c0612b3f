"""Real PostgreSQL and Valkey from wheels, for the demo, development and the tests.

`servers.EmbeddedServers` starts both; each runs under a `keeper` process of its own, which is the
server's parent and stops it when the desk goes, however it goes.
"""
