"""Nginx of this machine with the configuration of deploy/nginx, and a certificate that signs itself."""

import datetime as dt
import ipaddress
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.cluster.nodes import until

NGINX_FILES = Path(__file__).parents[2] / "deploy" / "nginx"


class Proxy:
    """Nginx on two ports, with everything of its own in a folder."""

    def __init__(self, folder: Path, http_port: int, https_port: int) -> None:
        self.folder = folder
        self.http_port, self.https_port = http_port, https_port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def trust(self) -> ssl.SSLContext:
        """Trust in its certificate."""
        return ssl.create_default_context(cafile=str(self.folder / "tls.pem"))

    @property
    def pid(self) -> int:
        """The process id of its master."""
        assert self._process is not None
        return self._process.pid

    @property
    def access_log(self) -> Path:
        """Its lines, one of JSON a request."""
        return self.folder / "nginx" / "logs" / "access.log"

    def start(self, instance_ports: Sequence[int]) -> None:
        """Start it before instances on these ports."""
        prefix = self.folder / "nginx"
        shutil.copytree(NGINX_FILES, prefix)
        for name in ("tmp", "logs"):
            (prefix / name).mkdir()
        make_certificate(self.folder / "tls.pem", self.folder / "tls.key")
        upstream = (prefix / "site" / "upstream.conf").read_text()
        for n, port in enumerate(instance_ports, 1):
            upstream = upstream.replace(f"revops-{n}:8001", f"127.0.0.1:{port}")
        limits = (prefix / "site" / "limits.conf").read_text()
        # One machine plays many people here.
        one_address = "$binary_remote_addr zone=connections"
        for real, raised in {
            "=5r/s": "=5000r/s",
            "=100r/s": "=50000r/s",
            one_address: "$request_id zone=connections",
        }.items():
            limits = limits.replace(real, raised)
        site = {
            "listen_http.conf": f"listen 127.0.0.1:{self.http_port};\n",
            "listen_https.conf": f"listen 127.0.0.1:{self.https_port} ssl http2;\n",
            "tls.conf": f"ssl_certificate {self.folder}/tls.pem;\nssl_certificate_key {self.folder}/tls.key;\n",
            "upstream.conf": upstream,
            "limits.conf": limits,
            "log.conf": "access_log logs/access.log requests;\n",
        }
        for name, text in site.items():
            (prefix / "site" / name).write_text(text)
        as_whom = "user root; " if os.geteuid() == 0 else ""
        with (prefix / "logs" / "error.log").open("ab") as out:
            self._process = subprocess.Popen(
                ["nginx", "-p", str(prefix), "-c", str(prefix / "nginx.conf"), "-g", f"{as_whom}daemon off;"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        until(self._listens, 10, (prefix / "logs" / "error.log").read_text())

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.https_port), timeout=1).close()
        except OSError:
            return False
        return True


def make_certificate(certificate: Path, key: Path) -> None:
    """Make a certificate of this machine that signs itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(hours=1))
        .not_valid_after(today + dt.timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
