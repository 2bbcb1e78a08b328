"""An OpenID Connect provider: a real HTTP server, as small as the protocol allows."""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "voicemon-test", "provider-secret"


class Provider:
    """Whoever comes is `claims`; `wrong` lets one thing of the ID token be false."""

    def __init__(self, url):
        self.url = url
        self.claims = {"sub": "42", "email": "nora", "email_verified": True, "name": "Nora North"}
        self.told_later = {}
        self.wrong = {}
        self.denies = False
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.codes = {}

    def metadata(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, asked):
        """Where the browser goes next: nobody is asked for a password here."""
        back = {"state": asked["state"]}
        if self.denies:
            back |= {"error": "access_denied", "error_description": "not today"}
        else:
            back["code"] = secrets.token_hex(8)
            self.codes[back["code"]] = asked
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def token(self, said, authorization):
        """(status, body) of the token endpoint: client, code and PKCE are checked."""
        asked = self.codes.pop(said.get("code"), None)
        client = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        challenge = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        shown = base64.urlsafe_b64encode(challenge).decode().rstrip("=")
        if not asked or client != f"{CLIENT}:{SECRET}" or shown != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
            **self.wrong,
        }
        header = {"alg": "RS256", "kid": "one"}
        return 200, {
            "access_token": "access",
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": jwt.encode(header, claims, self.key),
        }

    def userinfo(self):
        return {**self.claims, **self.told_later}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        provider = self.server.provider
        path = urlsplit(self.path)
        if path.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(path.query).items()}
            self.send_response(302)
            self.send_header("Location", provider.authorize(asked))
            self.end_headers()
        elif path.path == "/.well-known/openid-configuration":
            self._json(200, provider.metadata())
        elif path.path == "/jwks":
            self._json(200, {"keys": [provider.key.as_dict(private=False)]})
        elif path.path == "/userinfo":
            known = self.headers.get("Authorization") == "Bearer access"
            self._json(200 if known else 401, provider.userinfo() if known else {})
        else:
            self._json(404, {})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        said = {name: values[0] for name, values in parse_qs(body).items()}
        self._json(*self.server.provider.token(said, self.headers.get("Authorization", "")))

    def _json(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        return


@contextmanager
def serving():
    """A provider, while it serves."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
