"""Over TLS the certificate is checked against the name, while the address is the checked one."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.fetching import exchange
from index.fetching.client import Client
from index.fetching.refusal import CERTIFICATE, NotFetched
from index.settings import FetchSettings
from tests.fetching.site import HOST, Reply, Site


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for the test's name, with its key, signed by itself."""
    file, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = (
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        *("-nodes", "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
        *("-keyout", str(key), "-out", str(file)),
    )
    subprocess.run(command, check=True, capture_output=True)
    file.write_text(file.read_text() + key.read_text())
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[Site]:
    """The server behind TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with Site(tls=context).serving() as serving:
        serving.replies["/a"] = Reply("Nước lên.")
        yield serving


@pytest.fixture
def trusting(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Trust that certificate, as SSL_CERT_FILE does for a newsroom's own authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    exchange._tls.cache_clear()
    yield
    exchange._tls.cache_clear()


def refused(client: Client, url: str) -> NotFetched:
    with pytest.raises(NotFetched) as error:
        client.get(url)
    return error.value


@pytest.mark.usefixtures("trusting")
def test_the_name_is_sent_and_checked_though_the_address_is_connected_to(secure: Site) -> None:
    page = secure.client().get(f"https://{HOST}:{secure.port}/a")
    assert page is not None
    assert page.body == "Nước lên.".encode()
    assert secure.asked[-1].headers["host"] == f"{HOST}:{secure.port}"


@pytest.mark.usefixtures("trusting")
def test_a_certificate_of_another_name_is_refused(secure: Site) -> None:
    error = refused(secure.client(), f"https://khac.test:{secure.port}/a")
    assert error.wording == CERTIFICATE
    assert "khac.test" in error.message("vi")
    assert secure.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Site) -> None:
    exchange._tls.cache_clear()
    error = refused(secure.client(), f"https://{HOST}:{secure.port}/a")
    assert error.wording == CERTIFICATE
    assert secure.asked == []


@pytest.mark.usefixtures("trusting")
def test_from_https_down_to_http_is_refused(secure: Site) -> None:
    secure.replies["/a"] = Reply(status=302, headers={"Location": f"http://{HOST}:{secure.port}/b"})
    error = refused(secure.client(), f"https://{HOST}:{secure.port}/a")
    assert "https" in error.message("vi")
    assert secure.paths == ["/a"]


def test_a_host_that_does_not_speak_tls_is_refused(site: Site) -> None:
    settings = FetchSettings(allowed=site.settings().allowed, ports=frozenset({site.port}), delay=0)
    client = Client(settings, resolve=lambda *_: ["127.0.0.1"])
    assert refused(client, f"https://{HOST}:{site.port}/a").temporary
