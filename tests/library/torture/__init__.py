"""Reader killed, its disk failing, its files damaged, two of it at once: nothing that was acknowledged may be gone.

python -m tests.library.torture [--kills 10000] [--faults 500] [--damaged 1000] [--pairs 200] [--seed 1]
"""
