"""Section 5, defer expensive computations: a value that is always computed."""


class Config:
    def __init__(self, needs_expensive: bool) -> None:
        self.needs_expensive = needs_expensive


def compute_expensive(data: list) -> int:
    best = 0
    for first in data:
        for second in data:
            best = max(best, first * second % 9973)
    return best


def use(value: int) -> None:
    print(value)


def process(data, config):
    expensive = compute_expensive(data)  # Always runs
    if config.needs_expensive:
        use(expensive)


def process_all(batches: list, config: Config) -> None:
    for data in batches:
        process(data, config)
