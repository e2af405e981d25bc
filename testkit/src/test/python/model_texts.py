"""Golden cases of model.summary and model_to_dot: `python model_texts.py ../resources/conformance` (needs keras,
tensorflow and pydot). They add to those of utils/summary-* and utils/dot-*: all options, nesting, several outputs.

Nodes of DOT are Python ids; here they are n0, n1, ... in the order of the text. Run with real Keras; nothing here knows
Lamina.
"""

import json
import os
import pathlib
import re
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["COLUMNS"] = "300"
import keras
from keras import layers as L


def chain():
    x = keras.Input((8, 8, 3), name="image")
    y = L.Conv2D(4, 3, name="conv_a", activation="relu")(x)
    y = L.BatchNormalization(name="norm_a")(y)
    y = L.Conv2D(4, 3, name="conv_b", activation="tanh")(y)
    y = L.GlobalAveragePooling2D(name="pool")(y)
    return keras.Model(x, L.Dense(2, name="head")(y), name="chain")


def sequence():
    return keras.Sequential([keras.Input((5,)), L.Dense(3, name="one"), L.Dense(2, name="two", trainable=False)], name="seq")


def states():
    x = keras.Input((7, 3), name="steps")
    y, h, c = L.LSTM(4, return_state=True, name="lstm")(x)
    mean = keras.ops.mean(y, axis=-1)
    return keras.Model(x, [h, L.Dense(1, name="d")(c), mean], name="states")


def shared():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    d = L.Dense(3, activation="gelu", name="twice")
    return keras.Model([a, b], L.Concatenate(name="both")([d(a), d(L.Dense(4, name="pre")(b))]), name="shared")


def nested():
    i, j = keras.Input((4,), name="i"), keras.Input((2,), name="j")
    core = keras.Sequential([keras.Input((4,)), L.Dense(2, name="w"), L.ReLU(name="r")], name="core_1.00")
    pair = keras.Model([i, j], [L.Add(name="sum")([core(i), j]), L.Dense(2, name="v")(j)], name="pair")
    a, b = keras.Input((4,), name="a"), keras.Input((2,), name="b")
    s, t = pair([a, b])
    pair.trainable = False
    deep = keras.Sequential([keras.Input((2,)), keras.Sequential([keras.Input((2,)), L.Dense(3, name="q")], name="in2"),
                             L.Dense(1, name="p")], name="deep")
    return keras.Model([a, b], [deep(s), t], name="outer")


SUMMARIES = {
    "more-default-chain": (chain, {}),
    "more-default-chain-trainable": (chain, {"show_trainable": True}),
    "more-default-sequence": (sequence, {}),
    "more-default-shared": (shared, {}),
    "more-default-shared-trainable": (shared, {"show_trainable": True}),
    "more-states": (states, {"line_length": 101}),
    "more-nested": (nested, {"line_length": 118, "expand_nested": True, "show_trainable": True}),
    "more-nested-narrow": (nested, {"line_length": 61, "expand_nested": True}),
    "more-range": (chain, {"layer_range": ["norm", "conv_b"]}),
    "more-range-swapped": (chain, {"layer_range": ["pool", "conv_a"]}),
    "more-range-regex": (chain, {"layer_range": ["c.nv", ".*d$"]}),
    "more-positions": (chain, {"line_length": 77, "positions": [0.3, 0.5, 1.0]}),
    "more-positions-short": (sequence, {"line_length": 93, "positions": [0.31, 0.52, 0.71]}),
    "more-positions-trainable": (shared, {"line_length": 99, "positions": [0.2, 0.4, 0.5, 1.0], "show_trainable": True}),
}
ALL = {"show_shapes": True, "show_dtype": True, "show_layer_activations": True, "show_trainable": True}
DOTS = {
    "more-states": (states, [ALL, {"show_layer_names": False, "splines": "curved", "dpi": 96}]),
    "more-shared": (shared, [ALL, {"expand_nested": True}]),
    "more-nested": (nested, [ALL, ALL | {"expand_nested": True}, {"expand_nested": True, "rankdir": "LR"}]),
    "more-chain": (chain, [ALL]),
}


def dot(model, args):
    text = keras.utils.model_to_dot(model, **args).to_string()
    ids = {}
    return re.sub(r"\b\d{9,}\b", lambda m: ids.setdefault(m[0], f"n{len(ids)}"), text)


def write(root, index, name, case, build):
    keras.backend.clear_session()
    model = build()
    case = {"id": f"utils/{name}", "group": "utils", "rtol": 1e-4, "atol": 1e-5} | case(model)
    case["model"] = json.loads(model.to_json())
    (root / "utils" / name).mkdir(parents=True, exist_ok=True)
    (root / "utils" / name / "case.json").write_text(json.dumps(case, indent=1) + "\n")
    index.append({"id": case["id"], "group": "utils", "kind": case["kind"], "folder": case["id"]})


def main():
    root = pathlib.Path(sys.argv[1])
    index = [e for e in json.loads((root / "index.json").read_text()) if "-more-" not in e["id"]]
    for name, (build, args) in SUMMARIES.items():

        def summary(model, args=args):
            lines = []
            model.summary(print_fn=lines.append, **args)
            return {"kind": "summary", "args": args, "compiled_with": None, "text": "".join(lines)}

        write(root, index, "summary-" + name, summary, build)
    for name, (build, variants) in DOTS.items():

        def dots(model, variants=variants):
            return {"kind": "dot", "variants": [{"args": a, "dot": dot(model, a)} for a in variants]}

        write(root, index, "dot-" + name, dots, build)
    (root / "index.json").write_text("[\n" + ",\n".join(json.dumps(e) for e in index) + "\n]\n")


main()
