"""One listening socket, N worker processes: started, watched, replaced, restarted one by one, drained."""
