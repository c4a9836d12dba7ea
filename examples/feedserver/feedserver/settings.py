"""Settings: defaults, then the settings file, then the environment."""

from __future__ import annotations

import copy
import json
import logging
import os
import re
from datetime import datetime
from pathlib import Path

from feedserver.models import Policy, Source, User

DEFAULTS = {
    "edition": "2024-05-01",
    "logging": {"level": "INFO", "format": "%(levelname)s %(name)s %(message)s"},
    "policy": {"muted": [], "minimum_votes": 0},
    "digest": {"size": 40},
    "throttle": {"requests": 5, "delay": 0.002},
    "static": "static",
}

REQUIRED_SECTIONS = ["logging", "policy", "digest", "throttle"]

ENVIRONMENT_PREFIX = "FEEDSERVER_"


class SettingsError(Exception):
    """The settings file cannot be used; the message says what to change."""


class Settings:
    """What the service was told at start-up. One object per process."""

    def __init__(self, values: dict, root: Path) -> None:
        self.values = values
        self.root = root
        self.edition = datetime.strptime(values["edition"], "%Y-%m-%d")
        self.policy = Policy(list(values["policy"]["muted"]), values["policy"]["minimum_votes"])
        self.digest_size = values["digest"]["size"]
        self.throttle_requests = values["throttle"]["requests"]
        self.throttle_delay = values["throttle"]["delay"]
        self.static_root = root / values["static"]


def load_settings(path: Path | None, root: Path, environment: dict[str, str] | None = None) -> Settings:
    """Reads the settings file at ``path`` over the defaults; ``root`` anchors relative folders."""
    values = copy.deepcopy(DEFAULTS)
    if path is not None:
        merge(values, read_settings_file(path))
    merge(values, environment_overrides(os.environ if environment is None else environment))
    missing = [section for section in REQUIRED_SECTIONS if section not in values]
    if missing:
        raise SettingsError(f"these sections are missing: {', '.join(missing)}")
    return Settings(values, root)


def read_settings_file(path: Path) -> dict:
    """A JSON document whose lines may be comments starting with ``//``."""
    with open(path, encoding="utf-8") as handle:
        lines = handle.readlines()
    text = "".join([line for line in lines if not line.lstrip().startswith("//")])
    try:
        return json.loads(text)
    except ValueError as error:
        raise SettingsError(f"{path}: {error}") from error


def merge(base: dict, extra: dict) -> None:
    """Lays ``extra`` over ``base``, section by section."""
    for name, value in extra.items():
        if isinstance(value, dict) and isinstance(base.get(name), dict):
            base[name].update(value)
        else:
            base[name] = value


def environment_overrides(environment: dict[str, str]) -> dict:
    """``FEEDSERVER_DIGEST_SIZE=20`` sets ``digest.size``; values are JSON, or else text."""
    overrides: dict = {}
    for section in REQUIRED_SECTIONS:
        pattern = re.compile(f"^{ENVIRONMENT_PREFIX}{section.upper()}_([A-Z_]+)$")
        for name, text in environment.items():
            found = pattern.match(name)
            if found is None:
                continue
            try:
                value = json.loads(text)
            except ValueError:
                value = text
            overrides.setdefault(section, {})[found.group(1).lower()] = value
    return overrides


def configure_logging(settings: Settings) -> None:
    section = settings.values["logging"]
    logging.basicConfig(level=section["level"], format=section["format"])


def load_users(path: Path) -> list[User]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [User(row["handle"], row["name"], row["reputation"], tuple(row["interests"])) for row in rows]


def load_sources(path: Path) -> list[Source]:
    """Reads the list of sources and refuses a key that stands there twice."""
    sources: list[Source] = []
    for row in json.loads(path.read_text(encoding="utf-8")):
        if row["key"] in {source.key for source in sources}:
            raise SettingsError(f"{path}: source {row['key']!r} is listed twice")
        sources.append(Source(row["key"], row["title"], row["url"], row["weight"]))
    return sources
