"""Who writes, and where stories come from."""

from __future__ import annotations

from feedserver.models import Source, User

PLANS = [
    ("free", 10),
    ("reader", 40),
    ("team", 100),
]


class UnknownSource(LookupError):
    """No source has the key."""


class Directory:
    """Users and sources, as loaded at start-up; users may register later."""

    def __init__(self, users: list[User], sources: list[Source]) -> None:
        self.users = list(users)
        self.sources = {source.key: source for source in sources}

    def register(self, user: User) -> None:
        self.users.append(user)

    def find_user(self, handle: str) -> User | None:
        for user in self.users:
            if user.handle == handle:
                return user
        return None

    def source(self, key: str) -> Source:
        try:
            return self.sources[key]
        except KeyError:
            raise UnknownSource(key) from None


def plan_limit(plan: str) -> int:
    """How many stories a digest of the plan may hold."""
    return next((limit for name, limit in PLANS if name == plan), PLANS[0][1])
