"""The public address of the site, from which cookie names, trusted origins and HTTPS follow."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Origin:
    """`https://smartcity.example.go.th`, or empty where the site is only reached on this machine."""

    url: str

    @property
    def https(self) -> bool:
        return urlsplit(self.url).scheme == "https"

    @property
    def hosts(self) -> list[str]:
        host = urlsplit(self.url).hostname
        return [host] if host else []

    @property
    def trusted(self) -> list[str]:
        parts = urlsplit(self.url)
        return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
