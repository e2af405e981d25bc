"""Weights in several files, as Keras writes them: python make.py (keras 3.15, KERAS_BACKEND=jax)."""
import json, os, pathlib, struct
os.environ.setdefault("KERAS_BACKEND", "jax")
import keras, numpy as np
from keras import layers as L


def save_file(tensors, path):
    """The safetensors format, for float32."""
    header, data = {}, b""
    for name, t in tensors.items():
        raw = np.ascontiguousarray(t, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    head = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(head)) + head + data)


here = pathlib.Path(__file__).parent
keras.utils.set_random_seed(1)
m = keras.Sequential([keras.Input((6, 3)), L.LSTM(4), L.Dropout(0.1), L.Dense(5), L.BatchNormalization(), L.Dense(2)])
m.compile("adam", "mse")
x = np.random.default_rng(0).normal(size=(4, 6, 3)).astype("float32")
m.train_on_batch(x, np.ones((4, 2), "float32"))
(here / "model.json").write_text(m.to_json())
m.save_weights(here / "m.weights.json", max_shard_size=300 / 1024**3)
save_file({"input/0": x, "output/0": np.asarray(m(x, training=False))}, here / "recorded.safetensors")
