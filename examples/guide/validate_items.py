"""Section 6 and Example C: a call into Rust for each item."""

from rust_validate_module import rust_validate, rust_validate_batch


def valid(items: list) -> int:
    count = 0
    for item in items:
        result = rust_validate(item)  # expect: px-call-per-item
        if result:
            count += 1
    return count


def valid_by_batch(items: list) -> int:
    return sum(rust_validate_batch(items))
