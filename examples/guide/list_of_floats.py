"""Section 3, prefer numpy or array for numeric data: a list of floats."""

values = [1.0, 2.0, 3.0, ...]  # ~28 bytes per float


def read_measurements(path: str) -> list:
    measurements = []
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            measurements.append(float(line))
    return measurements


def spread(path: str) -> float:
    measurements = read_measurements(path)
    mean = sum(measurements) / len(measurements)
    return sum((value - mean) ** 2 for value in measurements) / len(measurements)
