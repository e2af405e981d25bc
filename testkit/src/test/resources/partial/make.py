"""Weights that fit a model in part: which of them Keras loads under which options.

python make.py (keras 3.15, KERAS_BACKEND=jax). Every weight of the files is 7, every weight of the
models 1 before load_weights; expected.json lists for each attempt the weights that are 7 after it,
or that Keras refused.
"""
import json, os, pathlib, warnings
os.environ.setdefault("KERAS_BACKEND", "jax")
import keras, numpy as np
from keras import layers as L

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent


def fill(model, value):
    for w in model.weights:
        w.assign(np.full(w.shape, value))


def dense(width, *layers):
    return keras.Sequential([keras.Input((width,)), *layers], name="m")


def gru(reset_after):
    return keras.Sequential([keras.Input((3, 2)), L.GRU(2, reset_after=reset_after, name="g")], name="m")


models = {
    "same": dense(4, L.Dense(5, name="a"), L.Dense(3, name="b")),
    "renamed": dense(4, L.Dense(5, name="x"), L.Dense(3, name="y")),
    "input": dense(6, L.Dense(5, name="a"), L.Dense(3, name="b")),
    "more": dense(4, L.Dense(5, name="a"), L.Dense(3, name="b"), L.Dense(2, name="c")),
    "fewer": dense(4, L.Dense(5, name="a")),
    "nobias": dense(4, L.Dense(5, name="a", use_bias=False), L.Dense(3, name="b")),
    "shifted": dense(4, L.Dense(5, name="b"), L.Dense(3, name="c")),
    "gru": gru(False),
}
saved = {"dense": models["same"], "gru": gru(True)}
for name, m in saved.items():
    fill(m, 7)
    m.save_weights(here / f"{name}.weights.h5")
    m.save(here / f"{name}.h5")

attempts = []
for name, m in models.items():
    (here / f"{name}.json").write_text(m.to_json())
    for suffix in [".h5", ".weights.h5"]:
        for skip in [False, True]:
            for by_name in [False, True]:
                fill(m, 1)
                file = ("gru" if name == "gru" else "dense") + suffix
                try:
                    m.load_weights(here / file, skip_mismatch=skip, **({"by_name": True} if by_name else {}))
                    loaded = [w.path.removeprefix("m/") for w in m.weights if (np.asarray(w.numpy()) == 7).all()]
                except ValueError:
                    loaded = None
                attempts.append(dict(model=name, file=file, skip_mismatch=skip, by_name=by_name, loaded=loaded))
(here / "expected.json").write_text(json.dumps(attempts, indent=1) + "\n")
