"""A language model's server for tests: real HTTP on this machine, answers as the test says."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answers:
    """`say` is the content of the next answers; `raw`, `status`, `delay_s` in its place or beside;
    `asked` is every request: (path, headers, body).
    """

    def __init__(self):
        self.say = "I'll see at once who of my supervisors is free for you."
        self.raw = None
        self.status = 200
        self.delay_s = 0.0
        self.drip_s = 0.0
        self.headers = {}
        self.asked = []
        self.url = ""

    def body(self):
        if self.raw is not None:
            return self.raw
        return json.dumps({"choices": [{"message": {"content": self.say}}]}).encode()


@contextmanager
def llm_server():
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            answers.asked.append((self.path, dict(self.headers), body))
            time.sleep(answers.delay_s)
            self.send_response(answers.status)
            for name, value in answers.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self._drip(answers.body())

        def _drip(self, body):
            step = 1 if answers.drip_s else len(body)
            try:
                for at in range(0, len(body), step):
                    self.wfile.write(body[at : at + step])
                    self.wfile.flush()
                    time.sleep(answers.drip_s)
            except OSError:
                pass  # who asked is gone

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    answers.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield answers
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
