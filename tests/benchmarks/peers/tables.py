# SPDX-License-Identifier: MIT
"""Races rebase_csv against whole programs of others. Usage: tables.py PROGRAM FOLDER ROUNDS

Each reads a long table, carries it by the shares of the nation's consolidation and writes the sums, with one thread:
ours exactly and with an account, the others in doubles. Compared are the medians of the CPU time of the processes, and
all cells. `tables` in this folder brings what is needed.
"""
import os
import shutil
import statistics
import subprocess
import sys

DUCKDB = """
import duckdb from '@duckdb/node-api';
const [table, shares, out] = process.argv.slice(-3);
const engine = await duckdb.DuckDBInstance.create(':memory:', {threads: '1'});
const connection = await engine.connect();
await connection.run(`COPY (SELECT s.to AS code, t.period, t.indicator, sum(t.value * s.share) AS value
    FROM read_csv('${table}', columns = {code: 'VARCHAR', period: 'VARCHAR', indicator: 'VARCHAR', value: 'DOUBLE'}) t
    JOIN read_csv('${shares}', columns = {'from': 'VARCHAR', 'to': 'VARCHAR', share: 'DOUBLE'}) s ON t.code = s.from
    GROUP BY ALL ORDER BY ALL) TO '${out}' (HEADER)`);
process.exit(0);
"""
DATA_TABLE = """
library(data.table)
setDTthreads(1)
file <- commandArgs(TRUE)
values <- fread(file[1], colClasses = c("character", "character", "character", "numeric"))
shares <- fread(file[2], colClasses = c("character", "character", "numeric"))
parts <- shares[values, on = .(from = code), allow.cartesian = TRUE]
parts[, value := value * share]
fwrite(parts[, .(value = sum(value)), keyby = .(code = to, period, indicator)], file[3])
"""
PANDAS = """
import sys
import pandas
text = {"code": str, "period": str, "indicator": str, "from": str, "to": str}
values, shares = (pandas.read_csv(path, dtype=text) for path in sys.argv[1:3])
parts = values.merge(shares, left_on="code", right_on="from").drop(columns="code").rename(columns={"to": "code"})
parts["value"] *= parts["share"]
parts.groupby(["code", "period", "indicator"])["value"].sum().to_csv(sys.argv[3])
"""
# Tells how many cells the first table has, and which of the others has other ones.
COMPARE = """
import sys
import numpy
import pandas

def cells(path):
    read = pandas.read_csv(path, dtype={"code": str, "period": str, "indicator": str})
    return read.set_index(["code", "period", "indicator"])["value"].sort_index()

ours = cells(sys.argv[1])
print(len(ours))
for path in sys.argv[2:]:
    theirs = cells(path)
    print(ours.index.equals(theirs.index) and numpy.allclose(ours, theirs, rtol=1e-9, atol=0))
"""


def cpu_of(command):
    """Seconds of CPU time, and megabytes at most."""
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"tables.py: {command[0]} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    program, folder, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    tables = folder + "/tables/"
    registry = ["--units", tables + "nation_units.csv", "--transfers", tables + "nation_transfers.csv",
                "--from", "2025-06-30", "--to", "2025-07-01"]
    contenders = {
        "ours": lambda table, out: [program, *registry, "--long", "--quiet", table, "-o", out],
        "pandas": lambda table, out: [sys.executable, "-c", PANDAS, table, tables + "shares.csv", out],
    }
    node = shutil.which("node")
    if node and os.path.isdir(folder + "/node_modules/@duckdb"):
        script = folder + "/duckdb.mjs"  # beside the modules that it imports
        with open(script, "w", encoding="utf-8") as file:
            file.write(DUCKDB)
        contenders["DuckDB"] = lambda table, out: [node, script, table, tables + "shares.csv", out]
    rscript = shutil.which("Rscript")
    if rscript and not subprocess.run([rscript, "-e", "library(data.table)"], capture_output=True, check=False).returncode:
        contenders["data.table"] = lambda table, out: [rscript, "-e", DATA_TABLE, table, tables + "shares.csv", out]

    wrong = False
    goals = {("by_unit", "DuckDB"): 6, ("mixed", "DuckDB"): 2.5, ("by_unit", "pandas"): 20}
    for name in ("by_unit", "mixed"):
        table = f"{tables}{name}.csv"
        times = {who: [] for who in contenders}
        peaks = dict.fromkeys(contenders, 0)
        for _ in range(rounds):
            for who, command in contenders.items():
                seconds, peak = cpu_of(command(table, f"{tables}out_{who}.csv"))
                times[who].append(seconds)
                peaks[who] = max(peaks[who], peak)
        # in a process of its own, since those that this one starts would have its peak of memory
        written = [f"{tables}out_{who}.csv" for who in contenders]
        told = subprocess.run([sys.executable, "-c", COMPARE, written[0], *written], capture_output=True, text=True,
                              check=True).stdout.split()
        print(f"{name}: {os.path.getsize(table) / 1e6:.0f} MB, {told[0]} cells of the new map, {rounds} rounds")
        mine = statistics.median(times["ours"])
        wrong |= "False" in told
        for who, same in zip(contenders, told[1:]):
            seconds = statistics.median(times[who])
            goal = goals.get((name, who))
            verdict = "" if goal is None else f", {'held' if seconds / mine >= goal else 'MISSED'}: at least {goal}"
            print(f"  {who:10} {seconds:7.2f} s, {peaks[who]:5.0f} MB, {seconds / mine:5.2f} times ours{verdict}"
                  f"{'' if same == 'True' else ', but OTHER CELLS'}", flush=True)
    sys.exit(wrong)


main()
