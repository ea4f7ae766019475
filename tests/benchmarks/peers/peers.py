# SPDX-License-Identifier: MIT
"""Races our program against scipy and pandas. Usage: peers.py PROGRAM FOLDER ROUNDS [RACE...]

In every round both run three times on end, in turn, on the same data, and the last time counts: the others bring program
and data back into the caches, which the other side has used since. Compared are the medians of the thread's CPU time. Both
keep to one core, since the cores of a shared machine differ. `run` in this folder brings what is needed.
"""
import os
import statistics
import subprocess
import sys
import time

import numpy
import pandas
import scipy
from scipy.sparse import coo_matrix, csgraph, csr_matrix, eye


def matrix(folder, name, shape):
    def read(what, kind):
        return numpy.fromfile(f"{folder}/{name}.{what}", dtype=kind)

    made = coo_matrix((read("values", "f8"), (read("rows", "i4"), read("columns", "i4"))), shape=shape)
    return csr_matrix(made)


def components(folder, shape):
    shares = matrix(folder, "nation", shape)
    nodes = sum(shape)
    shares = coo_matrix(shares)
    graph = csr_matrix((shares.data, (shares.row, shares.col + shape[0])), shape=(nodes, nodes))
    return lambda: csgraph.connected_components(graph, directed=False)


def composition(folder):
    codes, years = 36_000, 50
    steps = [matrix(folder, f"step{year}", (codes, codes)) for year in range(1, years + 1)]

    def chain():
        product = steps[0]
        for step in steps[1:]:
            product = product @ step
        return product

    return chain


def rebase(folder, shape, columns):
    onto = csr_matrix(matrix(folder, "nation", shape).T)
    values = numpy.random.default_rng(1).integers(0, 1 << 20, (shape[0], columns)).astype("f8")
    return lambda: onto @ values


def tables(folder, name):
    def read():
        for table in "units", "transfers":
            pandas.read_csv(f"{folder}/{name}_{table}.csv")

    return read


RUNS_ON_END = 3  # as in ours.cpp


def run(program, name):
    """Milliseconds that a contender of ours takes."""
    program.stdin.write(name + "\n")
    program.stdin.flush()
    return float(program.stdout.readline())


def main():
    program, folder, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    wanted = sys.argv[4:]
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    # glibc keeps what is freed once a block of up to 32 MB was: our program has freed such ones, so this one shall too
    numpy.empty(31 << 20, dtype="u1")
    ours = subprocess.Popen([program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if ours.stdout.readline() != "ready\n":
        sys.exit("peers.py: our program did not start")
    with open(f"{folder}/nation.shape") as file:
        shape = tuple(int(part) for part in file.read().split())

    races = [  # our contender, what its peer is, how to prepare it, how many times as fast we are to be
        ("components", "scipy csgraph, its matrix ready", lambda: components(folder, shape), 2),
        ("composition", "scipy's chain of sparse products, inexact", lambda: composition(folder), 10),
    ] + [
        (f"{ours_too} {columns}", "scipy.sparse W @ X, inexact",
         lambda columns=columns: rebase(folder, shape, columns), goal)
        for columns, goal in ((100, 4), (1_000, 1.5), (3_000, 4)) for ours_too in ("cells", "rebase")
    ] + [
        (f"registry {name}", "pandas.read_csv of the same two files", lambda name=name: tables(folder, name), 6)
        for name in ("nation", "twenty_years", "fifty_years")
    ]
    print(f"scipy {scipy.__version__}, pandas {pandas.__version__}, numpy {numpy.__version__}; {rounds} rounds")
    for name, peer, prepare, goal in races:
        if wanted and not any(name.startswith(start) for start in wanted):
            continue
        theirs = prepare()
        reading = name.replace("cells", "read") if name.startswith("cells") else None
        times = {"ours": [], "reading": [], "theirs": []}
        for _ in range(rounds):
            times["ours"].append(run(ours, name))
            if reading:
                times["reading"].append(run(ours, reading))
            for _ in range(RUNS_ON_END - 1):
                theirs()
            begin = time.thread_time()
            theirs()
            times["theirs"].append(1e3 * (time.thread_time() - begin))
        mine, other = (statistics.median(times[who]) for who in ("ours", "theirs"))
        verdict = "held  " if other / mine >= goal else "MISSED"
        print(f"{verdict} {name:22} {mine:9.3f} ms, {peer} {other:9.3f} ms: {other / mine:.2f} times as fast, "
              f"at least {goal}", flush=True)
        if reading:
            alone = statistics.median(times["reading"])
            print(f"       reading the values alone, as one stream, {alone:.3f} ms: {other / alone:.2f} times as fast",
                  flush=True)
    ours.stdin.close()
    sys.exit(ours.wait())


main()
