"""Writes paths.json: models of real Keras (to_json) and every dataset of their .weights.h5.

  KERAS_BACKEND=tensorflow python generate.py /path/to/conformance/saved

Takes the models of the golden cases "saved" and adds layers inside of layers and optimizers inside of optimizers.
"""
import glob, json, os, sys, tempfile

import h5py
import keras
import numpy as np
from keras import layers as L
from keras import optimizers as O

cases = []


def entries(model):
    path = os.path.join(tempfile.mkdtemp(), "m.weights.h5")
    model.save_weights(path)
    found = []

    def visit(name, o):
        if isinstance(o, h5py.Dataset):
            found.append({"path": name, "shape": list(o.shape), "dtype": str(o.dtype)})

    with h5py.File(path) as f:
        f.visititems(visit)
    return found


def case(name, model):
    cases.append({"id": name, "model": json.loads(model.to_json()), "entries": entries(model)})


def seq(*layers, shape=(4,), dtype="float32"):
    return keras.Sequential([keras.Input(shape, dtype=dtype), *layers])


def trained(name, optimizer):
    m = seq(L.Dense(3), L.Dense(2))
    m.compile(optimizer, "mse")
    m.train_on_batch(np.ones((2, 4)), np.ones((2, 2)))
    case(name, m)


for f in sorted(glob.glob(os.path.join(sys.argv[1], "*", "case.json"))):
    c = json.load(open(f))
    if "weights_h5_entries" in c:
        model = json.load(open(os.path.join(os.path.dirname(f), "model.json")))
        cases.append({"id": "saved/" + os.path.basename(os.path.dirname(f)), "model": model, "entries": c["weights_h5_entries"]})

case("spectral", seq(L.SpectralNormalization(L.Dense(3))))
case("pipeline", seq(L.Pipeline([L.Dense(3), L.Rescaling(2.0), L.Dense(2), L.Dense(2, name="own")])))
case("distributed-model", seq(L.TimeDistributed(keras.Sequential([L.Dense(3), L.Dense(2)])), shape=(5, 4)))
case("distributed-twice", seq(L.TimeDistributed(L.TimeDistributed(L.Dense(3))), shape=(6, 5, 4)))
case("stacked-cells", seq(L.RNN([L.LSTMCell(2), L.GRUCell(3), L.LSTMCell(3), L.StackedRNNCells([L.GRUCell(2)])]), shape=(5, 4)))
case("bidirectional-cells", seq(L.Bidirectional(L.RNN([L.LSTMCell(2), L.GRUCell(3)])), shape=(5, 4)))
case("bidirectional-given", seq(L.Bidirectional(L.LSTM(2, name="first"), backward_layer=L.GRU(2, go_backwards=True, name="second")), shape=(5, 4)))
case("renorm", seq(L.BatchNormalization(renorm=True)))
case("p-re-lu", seq(L.PReLU(), L.Dense(3, use_bias=False), L.BatchNormalization(center=False), L.LayerNormalization(scale=False)))
lookup = L.StringLookup(output_mode="tf_idf", vocabulary=["a", "b", "c"], idf_weights=[0.5, 0.25, 1.0], num_oov_indices=2)
case("string-lookup", seq(lookup, L.Dense(2), shape=(1,), dtype="string"))
text = L.TextVectorization(output_mode="tf_idf", vocabulary=["a", "b"], idf_weights=[0.5, 0.25])
case("text-vectorization", seq(text, L.Dense(2), shape=(1,), dtype="string"))
lora = L.Dense(3)
m = seq(lora, L.Dense(2))
lora.enable_lora(2)
case("lora", m)
trained("loss-scale", O.LossScaleOptimizer(O.Adam()))
trained("multi", O.MultiOptimizer(O.OptimizerMap(O.SGD(momentum=0.9), {".*bias": O.Adam(), ".*dense_1/kernel": O.Adam()})))
trained("loss-scale-multi", O.LossScaleOptimizer(O.SGD(momentum=0.9, use_ema=True, ema_momentum=0.9)))
trained("muon", O.Muon())
trained("adafactor", O.Adafactor())
trained("schedule", O.RMSprop(O.schedules.ExponentialDecay(0.1, 10, 0.5), momentum=0.9, centered=True))
trained("ftrl", O.Ftrl())
trained("amsgrad", O.Adam(amsgrad=True, weight_decay=0.1))
trained("schedule-free", O.ScheduleFreeAdamW())
trained("adadelta", O.Adadelta())
trained("nadam", O.Nadam())
trained("lamb", O.Lamb())

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "paths.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
print(len(cases), "cases, Keras", keras.__version__)
