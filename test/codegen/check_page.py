"""check_page.py PAGE.html STAGES ATTENTIONS: the data of a page are whole and agree with each other."""

import json
import re
import sys
from pathlib import Path

page = Path(sys.argv[1]).read_text()
stages, attentions = sys.argv[2].split(","), int(sys.argv[3])

assert not re.search(r"""(src|href)\s*=|@import|url\(|fetch\(|https?://""", page), "the page needs another file"
assert page.count("</script>") == 2, "something in the data ends their script"
data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])

assert [stage["name"] for stage in data["stages"]] == stages
model = data["stages"][0]["ops"]
for stage in data["stages"]:
    for position, op in enumerate(stage["ops"]):
        assert op["o"] and op["x"], op
        assert all(0 <= source < len(model) for source in op["s"]), op
        assert all(0 <= read < position for read in op["i"]), op
    # Every op of a later stage comes from somewhere, and every op of the model that computes goes somewhere.
    assert all(op["s"] for op in stage["ops"]), [op for op in stage["ops"] if not op["s"]]
    reached = {source for op in stage["ops"] for source in op["s"]}
    assert len(reached) > 0.9 * len(model), (stage["name"], len(reached), len(model))
kernels = {kernel["name"] for kernel in data["kernels"]}
assert kernels == {op["k"] for op in data["stages"][-1]["ops"] if "k" in op}
assert sum("attention is fused" in line["x"] and line["fused"] for line in data["fusion"]) == attentions
assert [table["title"] for table in data["tables"]] == ["Model", "Stages", "Kernels", "Schedules", "Memory"]
