# Lets a thread fill the list later.
# target: doubled
# verdict: behaviour-changed
# aspect: LeftRunning
from __future__ import annotations

import threading
import time


def doubled(values: list[int]) -> list[int]:
    result = []

    def fill():
        time.sleep(0.005)
        for value in values:
            result.append(value * 2)
    threading.Thread(target=fill).start()
    return result
