"""Golden cases of recurrent layers beyond the shared suite, computed by real Keras (TensorFlow backend, float32).

Usage: python recurrent_cases.py DIR [NAME...]: all cases, or those whose names hold one of the words
Writes DIR/<group>/<case>/{case.json,tensors.safetensors} in the format of the shared suite, and prints their index lines.
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
DTYPES = {"float32": "F32", "int32": "I32", "int64": "I64", "bool": "BOOL"}


def safetensors(path, tensors):
    header, data = {}, b""
    for name, t in tensors.items():
        raw = np.ascontiguousarray(t).tobytes()
        header[name] = {
            "dtype": DTYPES[str(t.dtype)],
            "shape": list(t.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    h = json.dumps(header).encode()
    h += b" " * (-len(h) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(h)) + h + data)


def wanted(name):
    return not ONLY or any(o in name for o in ONLY)


def seed_of(name):
    return sum((i + 1) * ord(c) for i, c in enumerate(name)) % 100000


class Case:
    def __init__(self, group, name, kind, covers):
        self.name, self.group = name, group
        self.rng = np.random.default_rng(seed_of(name))
        self.tensors = {}
        self.case = {
            "id": f"{group}/{name}", "group": group, "covers": covers, "rtol": 1e-4, "atol": 1e-5, "kind": kind}
        INDEX.append({"id": f"{group}/{name}", "group": group, "kind": kind, "folder": f"{group}/{name}"})

    def put(self, name, value):
        self.tensors[name] = np.asarray(value)
        return name

    def weights(self, model, key="weights"):
        out = []
        for i, w in enumerate(model.weights):
            out.append({
                "path": w.path, "shape": list(w.shape), "trainable": bool(w.trainable),
                "tensor": self.put(f"{key[:-1]}/{i}", w.numpy())})
        self.case[key] = out

    def randomize(self, model):
        for w in model.weights:
            v = self.rng.normal(0, 0.5, w.shape).astype("float32")
            w.assign(np.abs(v) + 0.5 if "variance" in w.path else v)

    def save(self):
        folder = f"{OUT}/{self.group}/{self.name}"
        os.makedirs(folder, exist_ok=True)
        self.case["tensors"] = "tensors.safetensors"
        with open(f"{folder}/case.json", "w") as f:
            json.dump(self.case, f, indent=1)
            f.write("\n")
        safetensors(f"{folder}/tensors.safetensors", self.tensors)


def sample(rng, t, masked):
    shape = [3 if d is None else d for d in t.shape]
    x = rng.normal(0, 1, shape).astype("float32")
    if masked:
        # Whole steps of zeros: in front, inside, at the end, and nowhere.
        x[0, -2:] = 0
        x[1, :1] = 0
        x[1, 2] = 0
    return x


def one(values):
    return values[0] if len(values) == 1 else values


def layer(name, covers, inputs, outputs, masked=False, xla=False):
    """inputs: symbolic tensors in0, in1, ...; masked: whether in0 holds whole steps of zeros."""
    if not wanted(name):
        return
    c = Case("layers", name, "layer", covers)
    model = keras.Model(one(inputs), one(keras.tree.flatten(outputs)), name="case")
    c.case["model"] = json.loads(model.to_json())
    c.randomize(model)
    c.weights(model)
    xs = [sample(c.rng, t, masked and i == 0) for i, t in enumerate(inputs)]
    c.case["inputs"] = [c.put(f"input/{i}", x) for i, x in enumerate(xs)]
    given = [tf.constant(x) for x in xs]
    def run(f):
        return tf.function(f, jit_compile=True)() if xla else f()

    y, losses = run(lambda: (keras.tree.flatten(model(one(given), training=False)), list(model.losses)))
    c.case["inference"] = [c.put(f"inference/{i}", v.numpy()) for i, v in enumerate(y)]
    c.case["inference_losses"] = [float(v) for v in losses]
    ups = [c.rng.normal(0, 1, v.shape).astype("float32") for v in y]
    trained = list(model.trainable_variables)

    def train():
        with tf.GradientTape() as tape:
            tape.watch(given)
            out = keras.tree.flatten(model(one(given), training=True))
            losses = list(model.losses)
            total = sum(tf.reduce_sum(v * u) for v, u in zip(out, ups))
        wrt = given + [w.value for w in trained]
        return out, losses, tape.gradient(total, wrt, unconnected_gradients="zero")

    y, losses, grads = run(train)
    c.case["gradient_mode"] = "training"
    c.case["training"] = [c.put(f"training/{i}", v.numpy()) for i, v in enumerate(y)]
    c.case["training_losses"] = [float(v) for v in losses]
    others = [w for w in model.weights if not w.trainable]
    if others:
        c.case["state_after"] = [
            {"path": w.path, "tensor": c.put(f"state/{i}", w.numpy())} for i, w in enumerate(others)]
    c.case["upstream"] = [c.put(f"upstream/{i}", u) for i, u in enumerate(ups)]
    c.case["input_gradients"] = [
        c.put(f"input_gradient/{i}", g.numpy()) for i, g in enumerate(grads[: len(given)])]
    c.case["weight_gradients"] = [
        {"path": w.path, "tensor": c.put(f"weight_gradient/{i}", g.numpy())}
        for i, (w, g) in enumerate(zip(trained, grads[len(given):]))]
    c.save()


def calls(name, covers, inputs, outputs, masked=False, xla=False):
    if not wanted(name):
        return
    c = Case("layers", name, "layer-calls", covers)
    model = keras.Model(one(inputs), one(keras.tree.flatten(outputs)), name="case")
    c.case["model"] = json.loads(model.to_json())
    c.randomize(model)
    c.weights(model)
    c.case["calls"] = []
    for k in range(4):
        reset = k == 3
        if reset:
            for l in model.layers:
                l = l.layer if isinstance(l, L.TimeDistributed) else l
                # reset_state of Keras fails on the nested states of stacked cells.
                for v in keras.tree.flatten(getattr(l, "states", None) or []):
                    v.assign(tf.zeros_like(v.value))
        xs = [sample(c.rng, t, masked) for t in inputs]

        def call():
            return keras.tree.flatten(model(one([tf.constant(x) for x in xs]), training=False))

        y = tf.function(call, jit_compile=True)() if xla else call()
        c.case["calls"].append({
            "reset": reset,
            "inputs": [c.put(f"input{k}/{i}", x) for i, x in enumerate(xs)],
            "outputs": [c.put(f"output{k}/{i}", v.numpy()) for i, v in enumerate(y)],
            "state": []})
    c.save()


def fit(name, covers, model, compile_args, x, y, epochs, batch):
    if not wanted(name):
        return
    c = Case("fit", name, "fit", covers)
    c.case["model"] = json.loads(model.to_json())
    c.randomize(model)
    c.weights(model)
    model.compile(**compile_args)
    model.optimizer.build(model.trainable_variables)
    c.case["compile"] = model.get_compile_config()
    c.case["fit"] = {"epochs": epochs, "batch_size": batch, "shuffle": False}
    c.case["x"], c.case["y"] = [c.put("x/0", x)], [c.put("y/0", y)]
    h = model.fit(x, y, epochs=epochs, batch_size=batch, shuffle=False, verbose=0)
    c.case["history"] = {k: [float(v) for v in vs] for k, vs in h.history.items()}
    c.case["evaluate"] = model.evaluate(x, y, batch_size=batch, verbose=0, return_dict=True)
    c.case["predict"] = [c.put("predict/0", model.predict(x, batch_size=batch, verbose=0))]
    c.weights(model, "final_weights")
    c.case["optimizer_variables"] = [
        {"path": v.path, "tensor": c.put(f"optimizer/{i}", np.asarray(v.numpy()))}
        for i, v in enumerate(model.optimizer.variables)]
    c.save()


def seq(*shape, i=0, batch=None):
    if i == 0:
        # Names without the counters of the cases before.
        keras.utils.clear_session()
    return keras.Input(shape, batch_size=batch, name=f"in{i}")


def masking(x):
    return L.Masking(name="masking")(x)


R = {"lstm": L.LSTM, "gru": L.GRU, "simplernn": L.SimpleRNN}
for n, cls in R.items():
    x = seq(5, 3)
    layer(f"{n}-unrolled-masked", [cls.__name__], [x],
          cls(4, unroll=True, return_sequences=True, return_state=True, zero_output_for_mask=True)(masking(x)), True)
    x = seq(5, 3)
    layer(f"{n}-unrolled-masked-backwards", [cls.__name__], [x],
          cls(4, unroll=True, go_backwards=True, return_sequences=True, zero_output_for_mask=True)(masking(x)), True)
    x = seq(4, 3)
    layer(f"{n}-backwards-states-activity", [cls.__name__], [x],
          cls(2, go_backwards=True, return_sequences=True, return_state=True, activity_regularizer="l1",
              use_bias=False)(x))
    x = seq(5, 3)
    layer(f"bidirectional-{n}-unrolled-masked", ["Bidirectional", cls.__name__], [x],
          L.Bidirectional(cls(3, unroll=True, return_sequences=True))(masking(x)), True)
    x = seq(4, 3)
    hs = [seq(3, i=k + 1) for k in range(4 if n == "lstm" else 2)]
    layer(f"bidirectional-{n}-initial-state", ["Bidirectional", cls.__name__], [x] + hs,
          L.Bidirectional(cls(3, return_sequences=True, return_state=True), merge_mode=None)(x, initial_state=hs))
    x = seq(3, 2, batch=3)
    calls(f"bidirectional-{n}-stateful", ["Bidirectional", cls.__name__], [x],
          L.Bidirectional(cls(2, stateful=True, return_sequences=True))(x))
    x = seq(4, 3, batch=3)
    calls(f"{n}-stateful-masked-backwards", [cls.__name__], [x],
          cls(2, stateful=True, go_backwards=True, return_state=True)(masking(x)), True)

x = seq(4, 3)
layer("lstm-no-forget-bias", ["LSTM"], [x],
      L.LSTM(3, unit_forget_bias=False, recurrent_activation="tanh", activation="relu")(x))
x = seq(5, 3)
layer("rnn-backwards-masked", ["RNN", "GRUCell"], [x],
      L.RNN(L.GRUCell(3, reset_after=False), go_backwards=True, return_sequences=True, return_state=True)(masking(x)),
      True)
x = seq(5, 3)
layer("rnn-zero-output", ["RNN", "LSTMCell"], [x],
      L.RNN(L.LSTMCell(3, use_bias=False), return_sequences=True, zero_output_for_mask=True,
            activity_regularizer="l2")(masking(x)), True)
x, h, c1, h2 = seq(4, 3), seq(3, i=1), seq(2, i=2), seq(2, i=3)
layer("rnn-stacked-initial-state", ["RNN", "StackedRNNCells"], [x, h, c1, h2],
      L.RNN([L.GRUCell(3), L.LSTMCell(2)], return_state=True)(x, initial_state=[h, [c1, h2]]))
x = seq(4, 3)
layer("rnn-stacked-twice", ["RNN", "StackedRNNCells"], [x],
      L.RNN(L.StackedRNNCells([
          L.StackedRNNCells([L.GRUCell(3), L.SimpleRNNCell(4, activation="relu")]),
          L.LSTMCell(2, recurrent_activation="hard_sigmoid")]), return_sequences=True)(x))
x, h, c1, h2 = seq(3), seq(3, i=1), seq(2, i=2), seq(2, i=3)
layer("stacked-cells", ["StackedRNNCells"], [x, h, c1, h2],
      L.StackedRNNCells([L.GRUCell(3), L.LSTMCell(2)])(x, [h, [c1, h2]]))
x = seq(4, 3)
layer("bidirectional-rnn-stacked", ["Bidirectional", "RNN", "StackedRNNCells"], [x],
      L.Bidirectional(L.RNN([L.GRUCell(3), L.LSTMCell(2)], return_sequences=True, return_state=True),
                      merge_mode="ave")(x))
x = seq(2, 3, batch=3)
calls("rnn-stacked-stateful", ["RNN", "StackedRNNCells"], [x],
      L.RNN([L.GRUCell(3), L.LSTMCell(2)], stateful=True, return_state=True)(x))

x = seq(3, 5, 2)
layer("convlstm1d-strided-backwards-states", ["ConvLSTM1D"], [x],
      L.ConvLSTM1D(2, 3, strides=2, go_backwards=True, return_sequences=True, return_state=True,
                   use_bias=False)(x))
x = seq(3, 6, 2)
layer("convlstm1d-dilated-masked-activations", ["ConvLSTM1D"], [x],
      L.ConvLSTM1D(2, 2, dilation_rate=2, unit_forget_bias=False, activation="softsign",
                   recurrent_activation="hard_sigmoid", kernel_regularizer="l2", recurrent_regularizer="l1",
                   bias_regularizer="l2", activity_regularizer="l2")(x))
x = seq(2, 2, 4, 3)
layer("convlstm2d-channels-first", ["ConvLSTM2D"], [x],
      L.ConvLSTM2D(3, (2, 3), data_format="channels_first", return_sequences=True, return_state=True)(x),
      xla=True)
x = seq(2, 2, 4, 3)
layer("convlstm2d-channels-first-same-strided", ["ConvLSTM2D"], [x],
      L.ConvLSTM2D(2, 3, strides=(2, 1), padding="same", data_format="channels_first", activation="softmax")(x),
      xla=True)
x, h, c1 = seq(2, 4, 4, 2), seq(3, 3, 2, i=1), seq(3, 3, 2, i=2)
layer("convlstm2d-initial-state", ["ConvLSTM2D"], [x, h, c1],
      L.ConvLSTM2D(2, 2)(x, initial_state=[h, c1]))
x = seq(2, 2, 3, 3, 3)
layer("convlstm3d-channels-first", ["ConvLSTM3D"], [x],
      L.ConvLSTM3D(2, 2, data_format="channels_first")(x), xla=True)
x = seq(2, 3, 4, 2)
layer("bidirectional-convlstm2d-sum", ["Bidirectional", "ConvLSTM2D"], [x],
      L.Bidirectional(L.ConvLSTM2D(2, 2, return_sequences=True, return_state=True), merge_mode="sum")(x))
x = seq(2, 2, 4, batch=3)
calls("convlstm1d-stateful-channels-first", ["ConvLSTM1D"], [x],
      L.ConvLSTM1D(3, 2, data_format="channels_first", stateful=True, return_sequences=True)(x),
      xla=True)

x = seq(3, 4, 2)
layer("time-distributed-bidirectional", ["TimeDistributed", "Bidirectional"], [x],
      L.TimeDistributed(L.Bidirectional(L.GRU(2, return_sequences=True)))(x))
x = seq(2, 3, 4)
layer("time-distributed-twice", ["TimeDistributed"], [x],
      L.TimeDistributed(L.TimeDistributed(L.Dense(2, activation="tanh")))(x))
x = seq(4, 3, 2)
layer("time-distributed-masked-gru", ["TimeDistributed", "GRU", "Masking"], [x],
      L.TimeDistributed(L.GRU(2))(masking(x)), True)
x = seq(4, 3)
layer("time-distributed-masked-batchnorm", ["TimeDistributed", "BatchNormalization", "Masking"], [x],
      L.TimeDistributed(L.BatchNormalization(momentum=0.8))(masking(x)), True)
x = seq(2, 4, 3)
inner = keras.Sequential([
    keras.Input((4, 3), name="in1"), L.Dense(2, activity_regularizer="l2"), L.BatchNormalization()], name="inner")
layer("time-distributed-sequential", ["TimeDistributed", "Sequential"], [x], L.TimeDistributed(inner)(x))
x, a = seq(3, 5, 2), seq(5, 2, i=1)
inner = keras.Model(a, L.Flatten()(L.GRU(2, return_sequences=True)(a)), name="inner")
layer("time-distributed-functional", ["TimeDistributed", "Functional"], [x], L.TimeDistributed(inner)(x))
x = seq(3, 2)
frozen = L.TimeDistributed(L.Dense(2))
frozen.layer.trainable = False
layer("time-distributed-frozen", ["TimeDistributed"], [x], frozen(x))
x = seq(3, 2)
frozen = L.RNN([L.GRUCell(2), L.LSTMCell(2)])
frozen.cell.cells[0].trainable = False
layer("rnn-frozen-cell", ["RNN", "StackedRNNCells"], [x], frozen(x))
x = seq(3, 2, 2, batch=3)
calls("time-distributed-stateful", ["TimeDistributed", "LSTM"], [x],
      L.TimeDistributed(L.LSTM(2, stateful=True))(x))

for n, clip in {"clipped": {"rmax": 1.2, "rmin": 0.9, "dmax": 0.1}, "rmax": {"rmax": 1.1}}.items():
    x = seq(3, 4, 2)
    layer(f"batchnorm-renorm-{n}", ["BatchNormalization"], [x],
          L.BatchNormalization(renorm=True, renorm_clipping=clip, renorm_momentum=0.7, momentum=0.6,
                               epsilon=0.01)(x))
x = seq(4, 3)
layer("batchnorm-renorm-masked-plain", ["BatchNormalization", "Masking"], [x],
      L.BatchNormalization(renorm=True, center=False, scale=False)(masking(x)), True)
x = seq(3, 4)
layer("batchnorm-renorm-axis1", ["BatchNormalization"], [x],
      L.BatchNormalization(axis=1, renorm=True, renorm_clipping={"dmax": 0.2})(x))

rng = np.random.default_rng(5)
keras.utils.clear_session()
model = keras.Sequential([
    keras.Input((3, 2), batch_size=4), L.LSTM(3, stateful=True, return_sequences=True),
    L.GRU(2, stateful=True), L.Dense(1)])
fit("lstm-stateful", ["LSTM", "GRU", "stateful"], model,
    dict(optimizer=keras.optimizers.SGD(0.05), loss="mse"),
    rng.normal(size=(12, 3, 2)).astype("float32"), rng.normal(size=(12, 1)).astype("float32"), 3, 4)

with open(f"{OUT}/index.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(e) for e in INDEX) + "\n]\n")
print(len(INDEX), "cases")
