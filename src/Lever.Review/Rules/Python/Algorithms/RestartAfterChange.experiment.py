"""Every fourth of n elements is changed, with a search from the front for each against one pass."""
SIZES = [4, 40, 400]
WINS = "n >= 40"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (list(range(n)),)


def change_one(cells):
    for cell in cells:
        if cell[1]:
            cell[1] = False
            return True
    return False


def cells_of(numbers):
    return [[number, number % 4 == 3] for number in numbers]


def before(numbers):
    cells = cells_of(numbers)
    while change_one(cells):
        pass
    return cells


def after(numbers):
    cells = cells_of(numbers)
    for cell in cells:
        if cell[1]:
            cell[1] = False
    return cells
