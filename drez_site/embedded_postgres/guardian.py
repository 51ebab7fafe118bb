"""The program that stops the server once its last user is gone, whatever way they went.

It works inside the server's directory by relative names, so it can only ever meet that server, even if
the directory is moved or removed. Its argument is the descriptor of guardian.lock, locked by its parent.
"""

import fcntl
import os
import signal
import sys
import time
from contextlib import suppress


def stop_server(server_lock):
    """Ask the server to end until the kernel says that none of its processes is left."""
    while True:
        try:
            return fcntl.flock(server_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with suppress(OSError, ValueError), open("data/postmaster.pid") as pid:
                os.kill(int(pid.readline()), signal.SIGINT)
            time.sleep(0.02)


if __name__ == "__main__":
    if os.fork():
        os._exit(0)
    with open("users.lock", "a") as users_lock, open("server.lock", "a") as server_lock:
        fcntl.flock(users_lock, fcntl.LOCK_EX)
        stop_server(server_lock)
        os.close(int(sys.argv[1]))  # before users.lock, or the next user would count on this guardian
