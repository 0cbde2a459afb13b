"""banxin and Typst on the same pages: fresh processes in turn, medians of wall, CPU, memory and bytes.

    cargo build --release
    pip install typst==0.15.2
    python3 tests/bench/peers/run.py --rounds 15
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate

COMPILE = "import sys, typst; typst.compile('in.typ', output='out.pdf', font_paths=['fonts'], ignore_system_fonts=True)"
NOTHING = "import sys, typst"


def measure(command, folder):
    """One fresh process: wall seconds, CPU seconds, peak resident MiB."""
    with open(os.devnull, "w", encoding="utf-8") as null:
        began = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, stdout=null, stderr=null)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command} in {folder} ended with {child.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def report(program, folder):
    """What banxin says of the pages: stories by name, and the number of their characters."""
    said = subprocess.run([program, "check", "--format", "json", folder], capture_output=True, text=True, check=False)
    return json.loads(said.stdout)


def fit(program, folder, copy):
    """Cuts the copy until every module is full and none runs over, by what banxin reports."""
    for _ in range(12):
        generate.write_banxin(folder, copy)
        areas = {area["story"]: area for page in report(program, folder)["pages"] for area in page["areas"]}
        wrong = 0
        for story in copy:
            area = areas[story.name]
            slack = area["underset_lines"] - area["overset_lines"]
            if area["overset_lines"] or slack > 4:
                wrong += 1
                story.length += (slack - 2) * 10
        if wrong == 0:
            return
    sys.exit("the copy cannot be fitted to the modules")


def check(pdf, pages, copy):
    """Both engines must print the whole copy: pages, and Han characters of the text."""
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    count = lambda text: sum("\u4e00" <= character <= "\u9fff" for character in text)
    parts = [generate.DATELINE + generate.BYLINE + story.kicker + story.head + story.deck for story in copy]
    wanted = sum(count(part) for part in parts) + sum(count("".join(story.paragraphs())) for story in copy)
    if text.count("\f") != pages or abs(count(text) - wanted) > wanted // 1000:
        sys.exit(f"{pdf}: {text.count(chr(12))} pages, {count(text)} Han characters; {pages} and {wanted} were wanted")
    return wanted


def prepare(program, folder, pages):
    copy = generate.stories(pages)
    fit(program, folder / "banxin", copy)
    generate.write_typst(folder / "typst", copy)
    return copy


def commands(program):
    python = sys.executable
    build = [program, "build", "--format", "concise", "-o", "out", "."]
    return {
        "typst": ("typst", [python, "-c", COMPILE]),
        "(python, import typst)": ("typst", [python, "-c", NOTHING]),
        "banxin --only edition": ("banxin", [*build, "--only", "edition"]),
        "banxin --only edition -j 1": ("banxin", [*build, "--only", "edition", "-j", "1"]),
        "banxin build (all PDFs)": ("banxin", build),
    }


def bytes_of(folder):
    return sum(pdf.stat().st_size for pdf in folder.rglob("*.pdf"))


def size(program, root, name, pages, rounds):
    folder = root / name
    copy = prepare(program, folder, pages)
    runs = {label: [] for label in commands(program)}
    written = {}
    for turn in range(rounds + 1):
        for label, (peer, command) in commands(program).items():
            shutil.rmtree(folder / peer / "out", ignore_errors=True)
            figures = measure(command, folder / peer)
            if turn == 0:  # warms the page cache, and is looked at instead of measured
                written[label] = bytes_of(folder / peer)
                pdfs = sorted((folder / peer).rglob("*.pdf"), key=lambda pdf: -pdf.stat().st_size)
                characters = check(pdfs[0], pages, copy)
            else:
                runs[label].append(figures)
    show(name, pages, characters, runs, written)


def show(name, pages, characters, runs, written):
    rounds = len(runs["typst"])
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\n## {name}: {pages} pages, {characters} Han characters; {rounds} rounds, load {load}\n")
    print("| | wall ms (least) | CPU ms (least) | ÷ typst wall, CPU | peak RSS MiB | PDF kB |\n|---|---|---|---|---|---|")
    median = {label: [statistics.median(column) for column in zip(*figures)] for label, figures in runs.items()}
    shell = median["(python, import typst)"]
    base = [median["typst"][at] - shell[at] for at in (0, 1)]  # without the interpreter
    for label, figures in runs.items():
        wall, cpu, memory = median[label]
        least = [min(column) for column in zip(*figures)]
        if label == "typst":
            wall, cpu = base
            least = [least[at] - min(column) for at, column in enumerate(list(zip(*runs["(python, import typst)"]))[:2])]
        ratio = "" if label.startswith("(") else f"{wall / base[0]:.2f}, {cpu / base[1]:.2f}"
        size_kb = "" if label.startswith("(") else f"{written[label] / 1000:.0f}"
        print(f"| {label} | {wall * 1000:.0f} ({least[0] * 1000:.0f}) | {cpu * 1000:.0f} ({least[1] * 1000:.0f}) "
              f"| {ratio} | {memory:.0f} | {size_kb} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--banxin", default=str(generate.ROOT / "target/release/banxin"))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="folder to leave the work in")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = args.keep or Path(scratch)
        for name, pages in (("page", 1), ("edition", 8)):
            size(args.banxin, root, name, pages, args.rounds)


if __name__ == "__main__":
    main()
