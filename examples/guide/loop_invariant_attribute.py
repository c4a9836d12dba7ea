"""Section 5, move loop-invariant code outside loops: repeated attribute lookups."""


class Config:
    def __init__(self, transform_fn) -> None:
        self.transform_fn = transform_fn


class Processor:
    def __init__(self, config: Config) -> None:
        self.config = config

    def last(self, items: list):
        result = None
        for item in items:
            result = self.config.transform_fn(item)  # 2 lookups per iteration
        return result
