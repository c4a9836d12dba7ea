"""Fixture of py-grow-frame-in-loop."""

import numpy as np
import pandas as pd


def load(sources):
    frame = pd.DataFrame()
    for source in sources:
        frame = pd.concat([frame, pd.read_csv(source)])  # expect: py-grow-frame-in-loop
    return frame


def samples(readings):
    values = np.array([])
    for reading in readings:
        values = np.append(values, reading.value)  # expect: py-grow-frame-in-loop
    return values


def rows(blocks):
    table = np.zeros((0, 3))
    while blocks:
        table = np.vstack((table, blocks.pop()))  # expect: py-grow-frame-in-loop
    return table


def once(frame, source):
    # Not in a loop.
    frame = pd.concat([frame, pd.read_csv(source)])
    return frame


def pairs(sources, frame):
    # Each turn joins two frames, and none grows.
    for source in sources:
        joined = pd.concat([frame, pd.read_csv(source)])
        yield joined


def halves():
    # Two turns.
    frame = pd.DataFrame()
    for source in ("a.csv", "b.csv"):
        frame = pd.concat([frame, pd.read_csv(source)])
    return frame


def collected(sources):
    # A list grows in place; the frames are joined once.
    frames = []
    for source in sources:
        frames.append(pd.read_csv(source))
    return pd.concat(frames)


def shifted(readings):
    window = np.zeros(8)
    for reading in readings:
        # fine: one is taken away for each that comes, so nothing grows
        window = np.delete(window, 0)
        window = np.append(window, reading)
    return window
