#!/usr/bin/env python3
"""The page of --emit=html as a person uses it, in Chromium: what is filtered, marked by clicks and by keys, hidden; Figures and
Fusion; a model of 3,000 nodes. Pictures of the window stay in the folder of the test. Without a browser it is skipped (77)."""

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import browser
import numpy as np
import onnx
from onnx import helper, numpy_helper

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "test" / "models" / "timm_vit_torchscript.onnx"
# Of a mark: its column, its op, and the node that it names.
MARKS = """[...document.querySelectorAll('.row.%s')].filter(row => row.offsetParent).map(row => [
  [...document.querySelectorAll('.column')].indexOf(row.closest('.column')), row.querySelector('.op').textContent,
  (row.querySelector('.node') || row).textContent])"""
SHOWN = "[...document.querySelectorAll('.column')].map(c => [...c.querySelectorAll('.row')].filter(r => r.offsetParent).length)"
COUNTS = "[...document.querySelectorAll('.column h2 small')].map(s => s.textContent)"
TAB = "[...document.querySelectorAll('nav button')].find(b => b.getAttribute('aria-selected') === 'true').dataset.tab"


def row(column, position):
    return f"document.querySelectorAll('.column')[{column}].querySelectorAll('.row')[{position}]"


def made_of(page, column, position):
    """What the data say that is related to an op, as (column, position): by the ops of the model that both stand for."""
    stages = page["stages"]
    own = {position} if column == 0 else set(stages[column]["ops"][position]["s"])
    return {(c, i) for c, stage in enumerate(stages) for i, op in enumerate(stage["ops"])
            if c != column and ({i} if c == 0 else set(op["s"])) & own}


def related(page, column, position):
    """The same with the kernels of the launches, which stand in a column of their own."""
    all = made_of(page, column, position) | {(column, position)}
    last = len(page["stages"]) - 1
    launched = {page["stages"][last]["ops"][i].get("k") for c, i in all if c == last}
    return all | {(last + 1, i) for i, kernel in enumerate(page["kernels"]) if kernel["name"] in launched}


def marked(window):
    return {tuple(place) for place in window.ask(
        "[...document.querySelectorAll('.column')].flatMap((column, c) => [...column.querySelectorAll('.row')].flatMap("
        "(row, i) => row.matches('.rel, .pick') ? [[c, i]] : []))")}


def picked(window):
    marks = window.ask(MARKS % "pick")
    assert len(marks) == 1, marks
    return marks[0]


class Tester:
    def __init__(self, window, page, url):
        self.window, self.page, self.url, self.passed = window, page, url, 0
        self.fused = [stage["name"] for stage in page["stages"]].index("fused")

    def check(self, condition, *what):
        assert condition, what
        self.passed += 1

    def find(self, column, op, number=0):
        return [i for i, entry in enumerate(self.page["stages"][column]["ops"]) if entry["o"] == op][number]

    def start(self):
        self.window.open(self.url)
        ops = [len(stage["ops"]) for stage in self.page["stages"]] + [len(self.page["kernels"])]
        self.check(self.window.ask(SHOWN) == ops, ops)
        self.check(self.window.ask("document.title") == f"{self.page['model']} · vitc")
        self.check(self.window.ask(TAB) == "trace")

    def clicks(self):
        """A click marks an op, what it was made of and what became of it; a second one takes the marks away."""
        w, attention = self.window, self.find(self.fused, "attention")
        w.click(row(self.fused, attention))
        self.check(picked(w)[:2] == [self.fused, "attention"])
        self.check(marked(w) == related(self.page, self.fused, attention), marked(w))
        self.check(w.ask("!document.getElementById('details').hidden && document.querySelector('#details pre').textContent")
                   == self.page["stages"][self.fused]["ops"][attention]["x"])
        self.check(w.ask("location.hash") == f"#fused/{attention}")
        self.check(all(" of " in text for text in w.ask(COUNTS)))
        self.check(w.ask("[...document.querySelectorAll('.column')].every(c => { const m = c.querySelector('.rel, .pick');"
                         "const a = m.getBoundingClientRect(), b = c.querySelector('.rows').getBoundingClientRect();"
                         "return a.top >= b.top - 1 && a.bottom <= b.bottom + 1; })"), "a mark is out of sight")
        w.click("document.querySelector('#details .chip')")
        self.check(picked(w)[:2] != [self.fused, "attention"], "a chip does not lead to its op")
        last = len(self.page["stages"]) - 1
        kernel = "document.querySelectorAll('.column')[%d].querySelector('.row')" % (last + 1)
        w.click(kernel)
        launches = [i for i, op in enumerate(self.page["stages"][last]["ops"]) if op.get("k") == self.page["kernels"][0]["name"]]
        self.check({i for c, i in marked(w) if c == last} >= set(launches))
        w.click(kernel)
        self.check(not marked(w) and w.ask("document.getElementById('details').hidden && location.hash === ''"))

    def keys(self):
        """Arrows go through a column and from stage to stage; every op can be reached without a mouse."""
        w = self.window
        w.press("ArrowDown")
        self.check(picked(w)[0] == 0 and marked(w) == related(self.page, 0, 0))
        w.press("ArrowDown")
        w.press("ArrowDown")
        w.press("ArrowUp")
        self.check(marked(w) == related(self.page, 0, 1), marked(w))
        attention = self.find(self.fused, "attention", 1)
        w.click(row(self.fused, attention))
        w.press("ArrowRight")
        self.check(picked(w)[0] == self.fused + 1 and (self.fused, attention) in marked(w), picked(w))
        w.press("ArrowRight")
        self.check(picked(w)[0] == self.fused + 2 and picked(w)[1].startswith("@attention"), picked(w))
        w.press("ArrowRight")
        self.check(picked(w)[0] == self.fused + 2)
        for _ in range(self.fused + 2):
            w.press("ArrowLeft")
        self.check(picked(w)[0] == 0)
        w.press("Escape")
        self.check(not marked(w))

    def filters(self):
        """Words have to be there all of them; what is related to a hit stays in every column."""
        w = self.window
        w.press("/")
        self.check(w.ask("document.activeElement.id") == "search" and w.ask("document.activeElement.value") == "")
        w.write("blocks.1 attention")
        w.wait("document.querySelectorAll('.hit').length > 0")
        hits = {(c, i) for c, stage in enumerate(self.page["stages"]) for i, op in enumerate(stage["ops"])
                if all(word in f"{'@' + op['k'] if 'k' in op else op['o']} {op['o']} {op['t']} {op['n']}".lower()
                       for word in ("blocks.1", "attention"))}
        kept = set.union(*(related(self.page, *hit) for hit in hits))
        self.check(w.ask(SHOWN) == [sum(c == column for c, _ in kept) for column in range(len(self.page["stages"]) + 1)], kept)
        self.check(all(" / " in text for text in w.ask(COUNTS)[:-1]), w.ask(COUNTS))
        w.press("Enter")
        self.check(picked(w)[1] == "attention", picked(w))
        w.press("/")
        w.ask("document.getElementById('search').select()")
        w.write("no such node")
        w.wait("document.querySelectorAll('.hit').length === 0")
        self.check(sum(w.ask(SHOWN)) == 0)
        w.press("Escape")
        w.wait("document.getElementById('search').value === ''")
        self.check(w.ask(SHOWN)[0] == len(self.page["stages"][0]["ops"]))
        w.press("Escape")

    def only(self):
        w, mlp = self.window, self.find(self.fused, "mlp")
        w.click(row(self.fused, mlp))
        w.click("document.getElementById('only')")
        wanted = related(self.page, self.fused, mlp)
        columns = range(len(self.page["stages"]) + 1)
        self.check(w.ask(SHOWN) == [sum(c == column for c, _ in wanted) for column in columns], w.ask(SHOWN))
        w.press("ArrowDown")
        self.check(picked(w)[0] == self.fused)
        w.click("document.getElementById('only')")
        self.check(w.ask(SHOWN)[0] == len(self.page["stages"][0]["ops"]))
        w.press("Escape")

    def tabs(self):
        """Figures are those of --emit=summary; a kernel's row and a line of Fusion lead to their ops."""
        w = self.window
        w.click("document.querySelector('[data-tab=figures]')")
        self.check(w.ask(TAB) == "figures" and w.ask("document.getElementById('trace').hidden"))
        tables = [[cell for line in table["rows"] for cell in line] for table in self.page["tables"]]
        self.check(w.ask("[...document.querySelectorAll('.card table')].map(t => [...t.querySelectorAll('td, th')].map("
                         "cell => cell.textContent))") == tables)
        w.click("document.querySelector('tr.link')")
        self.check(w.ask(TAB) == "trace" and picked(w)[1].startswith("@"), picked(w))
        w.click("document.querySelector('[data-tab=fusion]')")
        lines = w.ask("[...document.querySelectorAll('.line')].map(l => [l.children[1].textContent, l.children[2].textContent, "
                      "!l.classList.contains('no')])")
        self.check(lines == [[line["x"], line["n"], line["fused"]] for line in self.page["fusion"]], lines)
        attention = [i for i, line in enumerate(lines) if "attention is fused" in line[0]][0]
        w.click(f"document.querySelectorAll('.line')[{attention}]")
        self.check(w.ask(TAB) == "trace" and picked(w)[1] == "attention", picked(w))
        w.click("document.querySelector('[data-tab=fusion]')")
        w.ask(f"document.querySelectorAll('.line')[{attention}].focus()")
        w.press("Enter")
        self.check(w.ask(TAB) == "trace" and picked(w)[1] == "attention", "a key opens no line of Fusion")

    def links(self):
        """An address leads to an op or a tab."""
        w, mlp = self.window, self.find(self.fused, "mlp")
        w.open(f"{self.url}#fused/{mlp}")
        self.check(marked(w) == related(self.page, self.fused, mlp))
        w.open(f"{self.url}#figures")
        self.check(w.ask(TAB) == "figures")
        w.open(f"{self.url}#fused/999999")
        self.check(w.ask(TAB) == "trace" and not marked(w))


def write_page(options, model, path):
    subprocess.run([options.vitc, model, "--emit=html", "-o", path], check=True)
    page = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', path.read_text(), re.S)[1])
    return page, path.resolve().as_uri()


def write_large(path, nodes):
    """Blocks of a transformer as exporters write them, with names, until there are so many nodes."""
    rng, width = np.random.default_rng(0), 16
    made, weights, last = [], [], "x"

    def weight(name, *shape):
        weights.append(numpy_helper.from_array((0.1 * rng.normal(size=shape)).astype("f4"), name))
        return name

    def add(op, name, *inputs, **attributes):
        made.append(helper.make_node(op, list(inputs), [name], name=name, **attributes))
        return name

    scale, two, half = weight("scale", 1), weight("two", 1), weight("half", 1)
    block = 0
    while len(made) < nodes:
        p = f"/blocks.{block}"
        mean = add("ReduceMean", f"{p}/norm/ReduceMean", last, axes=[-1])
        centred = add("Sub", f"{p}/norm/Sub", last, mean)
        variance = add("ReduceMean", f"{p}/norm/ReduceMean_1", add("Mul", f"{p}/norm/Pow", centred, centred), axes=[-1])
        deviation = add("Sqrt", f"{p}/norm/Sqrt", add("Add", f"{p}/norm/Add", add("Abs", f"{p}/norm/Abs", variance), two))
        normal = add("Div", f"{p}/norm/Div", centred, deviation)
        heads = []
        for name in "qkv":
            heads.append(add("MatMul", f"{p}/attn/{name}/MatMul", normal, weight(f"{p}.{name}", width, width)))
        scores = add("MatMul", f"{p}/attn/MatMul", heads[0], add("Transpose", f"{p}/attn/Transpose", heads[1], perm=[0, 2, 1]))
        shares = add("Softmax", f"{p}/attn/Softmax", add("Mul", f"{p}/attn/Mul", scores, scale), axis=-1)
        mixed = add("MatMul", f"{p}/attn/MatMul_1", shares, heads[2])
        last = add("Add", f"{p}/Add", last, add("MatMul", f"{p}/attn/proj/MatMul", mixed, weight(f"{p}.proj", width, width)))
        hidden = add("MatMul", f"{p}/mlp/fc1/MatMul", last, weight(f"{p}.fc1", width, width))
        bent = add("Mul", f"{p}/mlp/act/Mul", hidden, add("Sigmoid", f"{p}/mlp/act/Sigmoid", hidden))
        last = add("Add", f"{p}/Add_1", last, add("MatMul", f"{p}/mlp/fc2/MatMul", bent, weight(f"{p}.fc2", width, width)))
        block += 1
    made.append(helper.make_node("Mul", [last, half], ["y"], name="/head/Mul"))
    shape = [1, 8, width]
    graph = helper.make_graph(made, "large", [helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, shape)],
                              [helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, shape)], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return block


def check_large(window, options):
    """3,000 nodes: it opens, is filtered and marked without a pause that one minds, by the page's own time of the processor."""
    blocks = write_large(options.work / "large.onnx", 3000)
    page, url = write_page(options, options.work / "large.onnx", options.work / "large.html")
    nodes = len(page["stages"][0]["ops"])
    assert nodes >= 3000, nodes
    opened = window.open(url)
    assert window.ask(SHOWN)[0] == nodes
    times = {}
    begin = window.busy()
    window.press("/")
    window.write(f"blocks.{blocks - 2}/ softmax")
    window.wait("document.querySelectorAll('.hit').length > 0")
    times["filter"] = window.busy() - begin
    begin = window.busy()
    window.press("Enter")
    assert picked(window)[2].startswith(f"/blocks.{blocks - 2}/"), picked(window)
    times["mark"] = window.busy() - begin
    window.press("Escape")
    window.picture(options.work / "large.png")
    window.press("Escape")
    begin = window.busy()
    for _ in range(20):
        window.press("ArrowDown")
        window.ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    times["key"] = (window.busy() - begin) / 20
    print(f"{nodes} nodes, {(options.work / 'large.html').stat().st_size >> 10} KiB: opened in {opened:.2f} s; "
          + ", ".join(f"{what} {seconds:.2f} s" for what, seconds in times.items()))
    assert opened < 20 and times["filter"] < 2 and times["mark"] < 1 and times["key"] < 0.3, times
    return 4


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", required=True)
    parser.add_argument("--work", required=True, type=Path)
    options = parser.parse_args()
    program = browser.find()
    if not program:
        print("there is no Chromium here, and it cannot be installed: apt-get install chromium")
        sys.exit(77)
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    options.work = options.work.resolve()
    page, url = write_page(options, SMALL, options.work / "small.html")
    window = browser.Page(program, options.work)
    try:
        test = Tester(window, page, url)
        for step in (test.start, test.clicks, test.keys, test.filters, test.only, test.tabs, test.links):
            step()
        window.open(f"{url}#fused/{test.find(test.fused, 'attention')}")
        window.picture(options.work / "small.png")
        passed = test.passed + check_large(window, options)
        assert not window.complaints, window.complaints
    finally:
        window.close()
    shutil.rmtree(options.work / "profile", ignore_errors=True)
    print(f"{passed + 1} passed, 0 failed")


main()
