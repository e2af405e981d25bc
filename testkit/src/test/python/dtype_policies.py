"""Golden cases of dtype policies, computed by real Keras (TensorFlow backend).

Usage: python dtype_policies.py DIR [NAME...]: all cases, or those whose names hold one of the words
Writes DIR/<group>/<case>/{case.json,tensors.safetensors} in the format of the shared suite, with the dtypes that the
layers compute and keep their weights in, and adds their lines to DIR/index.json.

Tolerances: float64 1e-9 relative (the sum's order differs); 16-bit floats 4 units in the last place of the largest
value of a tensor (rounding happens after every operation, and which operations a layer consists of differs).
"""
import json
import os
import struct
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
import tensorflow as tf
from keras import layers as L

OUT, ONLY = sys.argv[1], sys.argv[2:]
INDEX = []
DTYPES = {"float32": "F32", "float64": "F64", "bfloat16": "BF16", "float16": "F16", "int32": "I32", "int64": "I64", "bool": "BOOL"}
TOLERANCE = {"float64": (1e-9, 1e-10), "mixed_bfloat16": (2e-2, 2e-2), "bfloat16": (2e-2, 2e-2), "mixed_float16": (4e-3, 4e-3)}


def safetensors(path, tensors):
    header, data = {}, b""
    for name, t in tensors.items():
        raw = np.ascontiguousarray(t).tobytes()
        header[name] = {
            "dtype": DTYPES[str(t.dtype)], "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    h = json.dumps(header).encode()
    h += b" " * (-len(h) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(h)) + h + data)


class Case:
    def __init__(self, group, name, kind, policy, tolerance=None):
        self.name, self.group = name, group
        self.rng = np.random.default_rng(sum((i + 1) * ord(c) for i, c in enumerate(name)) % 100000)
        self.tensors = {}
        rtol, atol = (tolerance, tolerance / 10) if tolerance else TOLERANCE[policy]
        self.case = {
            "id": f"{group}/{name}", "group": group, "covers": [policy], "rtol": rtol, "atol": atol, "kind": kind,
            "tensors": "tensors.safetensors"}
        INDEX.append({"id": f"{group}/{name}", "group": group, "kind": kind, "folder": f"{group}/{name}"})

    def put(self, name, value):
        self.tensors[name] = np.asarray(value)
        return name

    def weights(self, model):
        self.case["weights"] = [
            {"path": w.path, "shape": list(w.shape), "trainable": bool(w.trainable),
             "tensor": self.put(f"weight/{i}", w.value.numpy())} for i, w in enumerate(model.weights)]

    def randomize(self, model):
        for w in model.weights:
            v = self.rng.normal(0, 0.5, w.shape).astype("float32")
            w.assign(np.abs(v) + 0.5 if "variance" in w.path else v)

    def save(self):
        folder = f"{OUT}/{self.group}/{self.name}"
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/case.json", "w") as f:
            json.dump(self.case, f, indent=1)
            f.write("\n")
        safetensors(f"{folder}/tensors.safetensors", self.tensors)


def one(values):
    return values[0] if len(values) == 1 else values


def layer(what, policy, inputs, build):
    name = f"policy-{what}-{policy.replace('_', '-')}"
    if ONLY and not any(o in name for o in ONLY):
        return
    keras.backend.clear_session()
    # Layer and group normalization compute in their input's dtype, as does the layer of the mixture: float32.
    partly = policy == "float64" and what in ("mixture", "normalizations")
    c = Case("layers", name, "layer", policy, 1e-5 if partly else None)
    symbols = [
        keras.Input(i[1:], batch_size=i[0], dtype="int32" if what == "embedding" else "float32", name=f"in{k}")
        for k, i in enumerate(inputs)]
    outputs = keras.tree.flatten(build(policy, *symbols))
    model = keras.Model(one(symbols), one(outputs), name="case")
    c.case["model"] = json.loads(model.to_json())
    c.randomize(model)
    c.weights(model)
    xs = [
        c.rng.integers(0, 5, s.shape).astype("int32") if what == "embedding" else c.rng.normal(0, 1, s.shape).astype("float32")
        for s in symbols]
    c.case["inputs"] = [c.put(f"input/{i}", x) for i, x in enumerate(xs)]
    given = [tf.constant(x) for x in xs]
    y = keras.tree.flatten(model(one(given), training=False))
    c.case["inference"] = [c.put(f"inference/{i}", v.numpy()) for i, v in enumerate(y)]
    ups = [tf.cast(c.rng.normal(0, 1, v.shape), v.dtype) for v in y]
    trained = list(model.trainable_variables)
    with tf.GradientTape() as tape:
        tape.watch(given)
        out = keras.tree.flatten(model(one(given), training=True))
        total = sum(tf.reduce_sum(tf.cast(v, "float64") * tf.cast(u, "float64")) for v, u in zip(out, ups))
    wrt = ([] if what == "embedding" else given) + [w.value for w in trained]
    grads = tape.gradient(total, wrt, unconnected_gradients="zero")
    grads = [tf.convert_to_tensor(g) for g in grads]
    c.case["gradient_mode"] = "training"
    c.case["training"] = [c.put(f"training/{i}", v.numpy()) for i, v in enumerate(out)]
    others = [w for w in model.weights if not w.trainable]
    if others:
        c.case["state_after"] = [
            {"path": w.path, "tensor": c.put(f"state/{i}", w.value.numpy())} for i, w in enumerate(others)]
    c.case["upstream"] = [c.put(f"upstream/{i}", u.numpy()) for i, u in enumerate(ups)]
    n = 0 if what == "embedding" else len(given)
    c.case["input_gradients"] = [c.put(f"input_gradient/{i}", g.numpy()) for i, g in enumerate(grads[:n])] or [None]
    c.case["weight_gradients"] = [
        {"path": w.path, "tensor": c.put(f"weight_gradient/{i}", g.numpy())}
        for i, (w, g) in enumerate(zip(trained, grads[n:]))]
    c.save()


def fit(what, policy, optimizer, loss, metrics, rtol=None):
    name = f"policy-{what}-{policy.replace('_', '-')}"
    if ONLY and not any(o in name for o in ONLY):
        return
    keras.backend.clear_session()
    keras.config.set_dtype_policy(policy)
    c = Case("fit", name, "fit", policy, rtol)
    model = keras.Sequential([
        keras.Input((6,)), L.Dense(8, activation="tanh"), L.BatchNormalization(), L.Dense(3, activation="softmax")])
    model.compile(optimizer, loss, metrics=metrics, run_eagerly=True)
    c.case["model"] = json.loads(model.to_json())
    c.randomize(model)
    c.weights(model)
    c.case["compile"] = model.get_compile_config()
    c.case["compile"].pop("run_eagerly", None)
    c.case["compile"].pop("jit_compile", None)
    model.optimizer.build(model.trainable_variables)
    x = c.rng.normal(0, 1, (24, 6)).astype("float32")
    y = c.rng.integers(0, 3, (24,)).astype("int32")
    c.case["x"], c.case["y"] = [c.put("x/0", x)], [c.put("y/0", y)]
    c.case["fit"] = {"epochs": 3, "batch_size": 8, "shuffle": False, "verbose": 0}
    history = model.fit(x, y, **c.case["fit"])
    c.case["history"] = {k: [float(v) for v in vs] for k, vs in history.history.items()}
    c.case["evaluate"] = {k: float(v) for k, v in model.evaluate(x, y, batch_size=8, verbose=0, return_dict=True).items()}
    c.case["predict"] = [c.put("predict/0", model.predict(x, batch_size=8, verbose=0))]
    c.case["final_weights"] = [
        {"path": w.path, "shape": list(w.shape), "trainable": bool(w.trainable), "tensor": c.put(f"final_weight/{i}", w.value.numpy())}
        for i, w in enumerate(model.weights)]
    c.case["optimizer_variables"] = [
        {"path": v.path, "shape": list(v.shape), "tensor": c.put(f"optimizer_variable/{i}", v.value.numpy())}
        for i, v in enumerate(model.optimizer.variables)]
    c.save()
    keras.config.set_dtype_policy("float32")


def attention(p, q, v):
    # Keras rounds 1 / sqrt(key_dim) to float32: 1/2 needs no rounding. Without bias, as the key's has no gradient but noise.
    return L.MultiHeadAttention(2, 4, use_bias=False, dtype=p)(q, v)


for p in ["mixed_bfloat16", "float64"]:
    layer("dense", p, [(4, 5)], lambda p, x: L.Dense(6, activation="relu", dtype=p)(x))
    layer("conv", p, [(2, 6, 5, 3)], lambda p, x: L.Conv2D(4, 3, padding="same", activation="tanh", dtype=p)(x))
    layer("depthwise", p, [(2, 6, 5, 3)], lambda p, x: L.DepthwiseConv2D(2, depth_multiplier=2, dtype=p)(x))
    layer("pooling", p, [(2, 6, 4, 3)], lambda p, x: [L.MaxPooling2D(2, dtype=p)(x), L.AveragePooling2D(2, dtype=p)(x),
                                                      L.GlobalAveragePooling2D(dtype=p)(x)])
    layer("batch-normalization", p, [(6, 4)], lambda p, x: L.BatchNormalization(dtype=p)(x))
    layer("normalizations", p, [(3, 4, 6)], lambda p, x: [
        L.LayerNormalization(dtype=p)(x), L.GroupNormalization(2, dtype=p)(x), L.RMSNormalization(dtype=p)(x)])
    layer("lstm", p, [(2, 4, 3)], lambda p, x: L.LSTM(4, return_sequences=True, dtype=p)(x))
    layer("gru", p, [(2, 4, 3)], lambda p, x: L.GRU(4, dtype=p)(x))
    layer("attention", p, [(2, 4, 6), (2, 5, 6)], attention)
    layer("embedding", p, [(3, 4)], lambda p, x: L.Embedding(5, 4, dtype=p)(x))
    layer("mixture", p, [(3, 5), (3, 4)], lambda p, x, y: L.Softmax(dtype=p)(
        L.Add(dtype=p)([L.Dense(4, activation="gelu", dtype=p)(x), L.Dense(4, dtype="float32")(y), y])))
layer("dense", "bfloat16", [(4, 5)], lambda p, x: L.Dense(6, activation="relu", dtype=p)(x))
layer("dense", "mixed_float16", [(4, 5)], lambda p, x: L.Dense(6, activation="relu", dtype=p)(x))

CE = "sparse_categorical_crossentropy"
# The loss is computed in float32 in both: its rounding, not float64's, sets the bound.
fit("sgd", "float64", keras.optimizers.SGD(0.1, momentum=0.9), CE, ["accuracy"], rtol=1e-5)
fit("adam", "float64", keras.optimizers.Adam(0.01), CE, ["accuracy"], rtol=1e-5)
fit("sgd", "mixed_bfloat16", keras.optimizers.SGD(0.1), CE, ["accuracy"], rtol=5e-2)
fit("sgd", "mixed_float16", keras.optimizers.SGD(0.1), CE, ["accuracy"], rtol=1e-2)
# Keras' Adam stands still in bfloat16, where 0.999 is 1; Lamina updates 16-bit weights in float32.
# No accuracy: two classes may be equally likely in 16 bits.
fit("sgd", "bfloat16", keras.optimizers.SGD(0.1), CE, [], rtol=5e-2)

path = f"{OUT}/index.json"
old = [e for e in json.load(open(path)) if e["id"] not in {i["id"] for i in INDEX}] if os.path.exists(path) else []
with open(path, "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(e) for e in old + INDEX) + "\n]\n")
