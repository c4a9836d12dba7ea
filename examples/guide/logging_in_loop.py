"""Section 8, Python logging in hot paths: overhead even when disabled."""

import logging

logger = logging.getLogger(__name__)


def total_length(items: list) -> int:
    total = 0
    for item in items:
        logger.debug(f"Processing {item}")  # String formatting always happens
        total += len(item)
    return total
