"""A wire between a browser and a server: it can be cut, go silent, and be mended."""

import socket
import threading
from contextlib import contextmanager, suppress

CHUNK = 65_536


class Wire:
    """A TCP relay. `cut`: every connection breaks, no new one comes about. `silence`: they stand,
    new ones too, and nothing goes through them any more, whatever happens later. `mend`: new
    connections go through.
    """

    def __init__(self, port):
        self._to = ("127.0.0.1", port)
        self._lock = threading.Lock()
        self._pairs = []
        self._dead = set()  # sockets through which nothing goes any more
        self._mode = "open"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self._set("cut")
        self._break()

    def silence(self):
        self._set("silent")

    def mend(self):
        self._set("open")

    def close(self):
        self._set("cut")
        self._listener.close()
        self._break()

    def _set(self, mode):
        with self._lock:
            self._mode = mode
            if mode == "silent":
                self._dead |= {each for pair in self._pairs for each in pair}

    def _break(self):
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for each in (each for pair in pairs for each in pair):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._to)
            except OSError:
                if self._listener.fileno() < 0:
                    return
                near.close()
                continue
            with self._lock:
                mode = self._mode
                if mode != "cut":
                    self._pairs.append((near, far))
                if mode == "silent":
                    self._dead |= {near, far}
            if mode == "cut":
                near.close()
                far.close()
                continue
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one, other):
        with suppress(OSError):
            while (said := one.recv(CHUNK)) and one not in self._dead:
                other.sendall(said)
        if one not in self._dead:
            with suppress(OSError):
                other.shutdown(socket.SHUT_WR)


@contextmanager
def wire_to(url):
    made = Wire(int(url.rstrip("/").rsplit(":", 1)[1]))
    try:
        yield made
    finally:
        made.close()
