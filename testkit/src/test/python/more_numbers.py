"""Golden cases of losses, metrics and optimizers with options that the shared suite lacks.

    python more_numbers.py DIR

Needs Keras 3.15 with TensorFlow. Writes cases in the suite's format (README of the conformance folder) to
DIR/<group>/<case>/ and their list to DIR/index.json; everything comes from fixed seeds.
"""
import json
import os
import struct
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import keras
import numpy as np
import tensorflow as tf
from keras.src import backend

OUT = sys.argv[1]
INDEX = []
CODES = {"float32": "F32", "int32": "I32", "int64": "I64", "bool": "BOOL"}


def write(group, name, case, tensors):
    folder = os.path.join(OUT, group, name)
    os.makedirs(folder, exist_ok=True)
    header, data = {}, b""
    for key, value in tensors.items():
        raw = np.asarray(value)
        # ascontiguousarray makes a scalar a vector
        raw = np.ascontiguousarray(raw).reshape(raw.shape)
        header[key] = {
            "dtype": CODES[raw.dtype.name],
            "shape": list(raw.shape),
            "data_offsets": [len(data), len(data) + raw.nbytes],
        }
        data += raw.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(folder, "tensors.safetensors"), "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data)
    case = {"id": f"{group}/{name}", "group": group, "rtol": 1e-4, "atol": 1e-5, **case, "tensors": "tensors.safetensors"}
    with open(os.path.join(folder, "case.json"), "w") as f:
        json.dump(clean(case), f, indent=1)
        f.write("\n")
    INDEX.append({"id": f"{group}/{name}", "group": group, "folder": f"{group}/{name}"})


def clean(o):
    if isinstance(o, dict):
        return {k: clean(v) for k, v in o.items()}
    if isinstance(o, (list, tuple)):
        return [clean(v) for v in o]
    if isinstance(o, float) and not np.isfinite(o):
        return "NaN" if np.isnan(o) else ("Infinity" if o > 0 else "-Infinity")
    return o.item() if isinstance(o, np.generic) else o


def config(o):
    return json.loads(json.dumps(clean(keras.saving.serialize_keras_object(o))))


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis, keepdims=True))
    return (e / e.sum(axis, keepdims=True)).astype("float32")


# ---- losses

def loss(name, cls, args, y_true, y_pred, weight=None, mask=None):
    keras.backend.clear_session()
    fn = getattr(keras.losses, cls)(**args)
    p = tf.Variable(y_pred)
    with tf.GradientTape() as tape:
        v = tf.identity(p)
        if mask is not None:
            backend.set_keras_mask(v, tf.constant(mask))
        value = fn(tf.constant(y_true), v, None if weight is None else tf.constant(weight))
        total = tf.reduce_sum(value)
    tensors = {"y_true": y_true, "y_pred": y_pred, "value": value.numpy(), "gradient": tape.gradient(total, p).numpy()}
    case = {"config": config(fn), "args": args, "y_true": "y_true", "y_pred": "y_pred", "value": "value", "gradient": "gradient"}
    for key, t in (("sample_weight", weight), ("mask", mask)):
        if t is not None:
            tensors[key] = t
            case[key] = key
    write("losses", name, case, tensors)


def losses():
    r = np.random.RandomState(7)
    f = lambda *s: r.normal(size=s).astype("float32")
    u = lambda *s: r.uniform(0.05, 0.95, size=s).astype("float32")
    labels = np.array([[1, 1, 2, 0, 0], [4, 0, 0, 0, 0], [3, 2, 3, 2, 1], [0, 0, 0, 0, 0]], "int32")
    for red in ("none", "sum", "mean_with_sample_weight"):
        loss(f"more-ctc-{red}", "CTC", {"reduction": red}, labels, f(4, 12, 6), weight=u(4))
    loss("more-circle-diagonal", "Circle", {"gamma": 16.0, "margin": 0.3, "remove_diagonal": False}, r.randint(3, size=6).astype("int32"), keras.utils.normalize(f(6, 4)).astype("float32"))
    loss("more-circle-weighted-none", "Circle", {"gamma": 8.0, "reduction": "none"}, np.array([0, 1, 0, 1, 2], "int32"), keras.utils.normalize(f(5, 4)).astype("float32"), weight=u(5))
    loss("more-circle-column", "Circle", {"gamma": 8.0}, np.array([[0], [1], [0], [1]], "int32"), keras.utils.normalize(f(4, 3)).astype("float32"))
    t = np.zeros((3, 4, 5), "float32")
    k = r.randint(4, size=(3, 5))
    for i in range(3):
        for j in range(5):
            t[i, k[i, j], j] = 1
    loss("more-cce-axis-smoothing", "CategoricalCrossentropy", {"axis": 1, "label_smoothing": 0.2}, t, softmax(f(3, 4, 5), 1))
    loss("more-cce-axis-logits", "CategoricalCrossentropy", {"axis": 1, "from_logits": True}, t, f(3, 4, 5), weight=u(3, 5))
    loss("more-focal-categorical-axis", "CategoricalFocalCrossentropy", {"axis": 1, "label_smoothing": 0.1, "gamma": 1.5, "alpha": 0.4}, t, softmax(f(3, 4, 5), 1))
    loss("more-focal-binary-axis", "BinaryFocalCrossentropy", {"axis": 1, "apply_class_balancing": True, "from_logits": True, "label_smoothing": 0.1}, (u(4, 3) > 0.5).astype("float32"), f(4, 3))
    loss("more-bce-axis-none", "BinaryCrossentropy", {"axis": 0, "reduction": "none"}, (u(4, 3) > 0.5).astype("float32"), u(4, 3))
    for red in ("none", "sum_over_batch_size", "mean_with_sample_weight"):
        loss(f"more-weight-column-{red}", "MeanSquaredError", {"reduction": red}, f(5, 2), f(5, 2), weight=u(5, 1))
        loss(f"more-weight-broadcast-{red}", "MeanAbsoluteError", {"reduction": red}, f(4, 3, 2), f(4, 3, 2), weight=u(4, 1))
        loss(f"more-mask-weight-{red}", "MeanSquaredError", {"reduction": red}, f(4, 3, 2), f(4, 3, 2), weight=u(4, 3), mask=u(4, 3) > 0.4)
        loss(f"more-mask-weight-broadcast-{red}", "MeanSquaredError", {"reduction": red}, f(4, 3, 2), f(4, 3, 2), weight=u(4, 1), mask=u(4, 3) > 0.4)
        loss(f"more-dice-weighted-{red}", "Dice", {"reduction": red, "axis": [1, 2]}, (u(3, 4, 2) > 0.5).astype("float32"), u(3, 4, 2), weight=u(3))
    loss("more-dice-scalar-weighted", "Dice", {}, (u(3, 4) > 0.5).astype("float32"), u(3, 4), weight=u(3))
    loss("more-tversky-axis", "Tversky", {"alpha": 0.2, "beta": 0.9, "axis": [1]}, (u(3, 4) > 0.5).astype("float32"), u(3, 4))
    loss("more-scce-ignore-weighted", "SparseCategoricalCrossentropy", {"ignore_class": 2, "from_logits": True, "reduction": "none"}, r.randint(4, size=(3, 5)).astype("int32"), f(3, 5, 4), weight=u(3, 5))
    loss("more-scce-ignore-mask", "SparseCategoricalCrossentropy", {"ignore_class": 0}, r.randint(4, size=(3, 5)).astype("int32"), softmax(f(3, 5, 4)), mask=u(3, 5) > 0.3)
    loss("more-huber-rank3", "Huber", {"delta": 0.3, "reduction": "mean_with_sample_weight"}, f(3, 2, 4), f(3, 2, 4), weight=u(3, 2))
    loss("more-cosine-axis0", "CosineSimilarity", {"axis": 0, "reduction": "none"}, f(4, 3), f(4, 3))
    loss("more-vector", "MeanSquaredError", {"reduction": "none"}, f(6), f(6, 1), weight=u(6))
    loss("more-generalized-column", "CategoricalGeneralizedCrossEntropy", {"q": 0.7}, r.randint(3, size=(5,)).astype("int32"), softmax(f(5, 3)))


# ---- metrics

def metric(name, cls, args, make, weights):
    keras.backend.clear_session()
    r = np.random.RandomState(11)
    m = getattr(keras.metrics, cls)(**args)
    tensors, updates = {}, []

    def update(key, weight):
        y_true, y_pred = make(r)
        entry = {"y_true": "y_true" + key, "y_pred": "y_pred" + key, "result": "result" + key}
        tensors["y_true" + key], tensors["y_pred" + key] = y_true, y_pred
        w = weight(r) if weight else None
        if w is not None:
            tensors["sample_weight" + key] = w
            entry["sample_weight"] = "sample_weight" + key
        m.update_state(y_true, y_pred, sample_weight=w)
        tensors["result" + key] = np.asarray(m.result(), "float32")
        return entry

    for i in range(3):
        updates.append(update(str(i), weights if i != 1 else None))
    variables = []
    for i, v in enumerate(m.variables):
        tensors[f"variable/{i}"] = np.asarray(v)
        variables.append({"path": v.path, "tensor": f"variable/{i}"})
    m.reset_state()
    case = {"config": config(m), "args": args, "updates": updates, "variables": variables, "after_reset_update": update("_r", weights)}
    write("metrics", name, case, tensors)


def metrics():
    def binary(*shape):
        return lambda r: ((r.uniform(size=shape) > 0.5).astype("float32"), np.round(r.uniform(size=shape), 2).astype("float32"))

    def onehot(n, c):
        return lambda r: (np.eye(c, dtype="float32")[r.randint(c, size=n)], softmax(r.normal(size=(n, c))))

    def classes(n, c):
        return lambda r: (r.randint(c, size=n).astype("int32"), r.randint(c, size=n).astype("int32"))

    w = lambda *s: lambda r: r.uniform(0.1, 2, size=s).astype("float32")
    for curve in ("ROC", "PR", "PRGAIN"):
        for method in ("interpolation", "minoring", "majoring"):
            metric(f"more-auc-{curve.lower()}-{method}", "AUC", {"curve": curve, "summation_method": method, "num_thresholds": 17}, binary(12), w(12))
    metric("more-auc-two-thresholds", "AUC", {"num_thresholds": 2}, binary(12), None)
    metric("more-auc-even-thresholds", "AUC", {"thresholds": [0.75, 0.25, 0.5]}, binary(12), w(12))
    metric("more-auc-labels-unknown", "AUC", {"multi_label": True, "curve": "PR", "num_thresholds": 9}, binary(8, 3), w(8))
    metric("more-auc-labels-thresholds", "AUC", {"multi_label": True, "num_labels": 3, "thresholds": [0.1, 0.6]}, binary(8, 3), w(8, 3))
    metric("more-auc-labels-logits", "AUC", {"multi_label": True, "num_labels": 2, "from_logits": True, "label_weights": [0.5, 2.0]}, lambda r: ((r.uniform(size=(8, 2)) > 0.5).astype("float32"), r.normal(size=(8, 2)).astype("float32")), w(8))
    metric("more-auc-label-weights", "AUC", {"label_weights": [0.5, 2.0, 1.0]}, binary(8, 3), w(8))
    for cls in ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives"):
        metric(f"more-{cls.lower()}-thresholds", cls, {"thresholds": [0.2, 0.7]}, binary(6, 2), w(6))
        metric(f"more-{cls.lower()}-even", cls, {"thresholds": [0.0, 0.5, 1.0]}, binary(9), w(9))
    for cls in ("Precision", "Recall"):
        metric(f"more-{cls.lower()}-even", cls, {"thresholds": [0.0, 0.25, 0.5, 0.75, 1.0]}, binary(11), w(11))
        metric(f"more-{cls.lower()}-top-class", cls, {"top_k": 2, "class_id": 2}, onehot(10, 4), w(10))
        metric(f"more-{cls.lower()}-top-thresholds", cls, {"top_k": 3, "thresholds": [0.1, 0.3]}, onehot(10, 4), w(10))
        metric(f"more-{cls.lower()}-steps", cls, {}, binary(4, 3, 2), w(4, 3))
    metric("more-sensitivity-class", "SensitivityAtSpecificity", {"specificity": 0.4, "num_thresholds": 11, "class_id": 1}, onehot(12, 3), w(12))
    metric("more-specificity-single", "SpecificityAtSensitivity", {"sensitivity": 0.3, "num_thresholds": 1}, binary(12), w(12))
    metric("more-precision-at-recall", "PrecisionAtRecall", {"recall": 0.6, "num_thresholds": 7}, binary(12), w(12))
    metric("more-recall-at-precision", "RecallAtPrecision", {"precision": 0.5, "num_thresholds": 2}, binary(12), w(12))
    metric("more-iou-ignore", "IoU", {"num_classes": 4, "target_class_ids": [1, 3], "ignore_class": 2}, classes((3, 5), 5), w(3, 5))
    metric("more-iou-float", "IoU", {"num_classes": 3, "target_class_ids": [0], "dtype": "float32"}, classes(9, 3), w(9))
    metric("more-mean-iou-scores", "MeanIoU", {"num_classes": 3, "sparse_y_pred": False}, lambda r: (r.randint(3, size=(2, 4)).astype("int32"), r.uniform(size=(2, 4, 3)).astype("float32")), None)
    metric("more-one-hot-mean-iou-axis", "OneHotMeanIoU", {"num_classes": 3, "sparse_y_pred": True}, lambda r: (np.eye(3, dtype="float32")[r.randint(3, size=(2, 4))], r.randint(3, size=(2, 4)).astype("int32")), None)
    metric("more-binary-iou-threshold", "BinaryIoU", {"target_class_ids": [1], "threshold": 0.3}, binary(4, 3), w(4, 3))
    for average in (None, "micro", "macro", "weighted"):
        metric(f"more-fbeta-{average}", "FBetaScore", {"average": average, "beta": 0.5, "threshold": 0.4}, onehot(9, 3), w(9))
        metric(f"more-f1-{average}", "F1Score", {"average": average}, onehot(9, 3), w(9))
    real = lambda *s: lambda r: (r.normal(size=s).astype("float32"), r.normal(size=s).astype("float32"))
    for axis in (-1, 0):
        metric(f"more-pearson-{axis}", "PearsonCorrelation", {"axis": axis}, real(5, 4), None)
        metric(f"more-concordance-{axis}", "ConcordanceCorrelation", {"axis": axis}, real(5, 4), None)
    metric("more-pearson-weighted", "PearsonCorrelation", {}, real(5, 4), w(5))
    for aggregation in (None, "uniform_average", "variance_weighted_average"):
        metric(f"more-r2-{aggregation}", "R2Score", {"class_aggregation": aggregation, "num_regressors": 2}, real(5, 3), w(5))
    metric("more-r2-many-regressors", "R2Score", {"num_regressors": 100}, real(5, 1), None)
    metric("more-top-k-steps", "TopKCategoricalAccuracy", {"k": 2}, lambda r: (np.eye(4, dtype="float32")[r.randint(4, size=(3, 5))], r.uniform(size=(3, 5, 4)).astype("float32")), w(3, 5))
    metric("more-sparse-top-k-column", "SparseTopKCategoricalAccuracy", {"k": 2}, lambda r: (r.randint(4, size=(6, 1)).astype("int32"), r.uniform(size=(6, 4)).astype("float32")), w(6))
    metric("more-binary-accuracy-steps", "BinaryAccuracy", {"threshold": 0.3}, binary(4, 3, 2), w(4, 3))


# ---- optimizers

def optimizer(name, make, names, shapes, steps=12, exclude=None, spike=None):
    keras.backend.clear_session()
    r = np.random.RandomState(5)
    o = make()
    if exclude:
        o.exclude_from_weight_decay(var_names=exclude)
    initial = [r.normal(size=s).astype("float32") for s in shapes]
    variables = [keras.Variable(v, name=n) for n, v in zip(names, initial)]
    o.build(variables)
    tensors = {f"initial/{i}": v for i, v in enumerate(initial)}
    case = {
        "config": config(o),
        "variables": [{"name": n, "shape": list(s)} for n, s in zip(names, shapes)],
        "initial": [f"initial/{i}" for i in range(len(names))],
        "steps": [],
    }
    for t in range(steps):
        gradients = [(r.normal(size=s) * 0.5).astype("float32") for s in shapes]
        if spike and t in spike:
            gradients[0][...] = np.inf
        step = {}
        try:
            step["learning_rate"] = float(np.asarray(o.learning_rate))
        except AttributeError:
            pass
        o.apply([tf.constant(g) for g in gradients], variables)
        for i, (g, v) in enumerate(zip(gradients, variables)):
            tensors[f"gradient{t}/{i}"], tensors[f"weight{t}/{i}"] = g, np.asarray(v)
        step["gradients"] = [f"gradient{t}/{i}" for i in range(len(names))]
        step["weights"] = [f"weight{t}/{i}" for i in range(len(names))]
        case["steps"].append(step)
    case["optimizer_variables"] = []
    for i, v in enumerate(o.variables):
        tensors[f"optimizer/{i}"] = np.asarray(v)
        case["optimizer_variables"].append({"path": v.path, "tensor": f"optimizer/{i}"})
    if exclude:
        case["exclude_from_weight_decay"] = exclude
    write("optimizers", name, case, tensors)


def optimizers():
    o = keras.optimizers
    two = (["kernel", "bias"], [(4, 3), (3,)])
    four = (["kernel", "embeddings", "special", "bias"], [(5, 3), (6, 2), (3, 4), (3,)])
    optimizer("more-muon-excluded", lambda: o.Muon(0.02, exclude_layers=["spec.al"], weight_decay=0.1, adam_weight_decay=0.01, adam_lr_ratio=0.3), *four)
    optimizer("more-muon-no-decay", lambda: o.Muon(0.02, adam_weight_decay=None, weight_decay=None, exclude_embeddings=False, ns_steps=2, muon_a=3.0, muon_b=-4.0, muon_c=1.5), *four)
    optimizer("more-muon-accumulation", lambda: o.Muon(0.02, gradient_accumulation_steps=3, use_ema=True), *two)
    optimizer("more-muon-kept", lambda: o.Muon(0.02, weight_decay=0.2), *four, exclude=["bias", "spec"])
    optimizer("more-nadam-accumulation-ema", lambda: o.Nadam(0.02, gradient_accumulation_steps=2, use_ema=True, ema_momentum=0.8), *two)
    optimizer("more-nadam-schedule", lambda: o.Nadam(o.schedules.ExponentialDecay(0.05, 3, 0.7), epsilon=1e-3), *two)
    optimizer("more-adafactor-schedule", lambda: o.Adafactor(o.schedules.PolynomialDecay(0.3, 6), beta_2_decay=-0.6, epsilon_2=0.01, clip_threshold=0.5), ["kernel", "conv", "bias"], [(4, 3), (2, 3, 4), (3,)])
    optimizer("more-adafactor-accumulation", lambda: o.Adafactor(0.3, relative_step=False, gradient_accumulation_steps=2, clipvalue=0.3), *two)
    optimizer("more-lamb-clip-ema", lambda: o.Lamb(0.05, beta_1=0.8, global_clipnorm=0.5, use_ema=True, ema_overwrite_frequency=4), *two)
    optimizer("more-schedule-free-options", lambda: o.ScheduleFreeAdamW(0.05, beta_1=0.7, warmup_steps=5, weight_decay=0.05, clipnorm=1.0), *two)
    optimizer("more-schedule-free-accumulation", lambda: o.ScheduleFreeAdamW(0.05, gradient_accumulation_steps=2), *two)
    optimizer("more-loss-scale-sgd", lambda: o.LossScaleOptimizer(o.SGD(0.1, momentum=0.9, use_ema=True), initial_scale=4.0, dynamic_growth_steps=2), *two, spike=(3, 7))
    optimizer("more-loss-scale-adamax", lambda: o.LossScaleOptimizer(o.Adamax(0.1), initial_scale=2.0, dynamic_growth_steps=4), *two, spike=(0,))
    optimizer("more-multi-three", lambda: o.MultiOptimizer(o.OptimizerMap(o.Adam(0.02), {"kernel": o.SGD(0.1, momentum=0.9), "emb.*": o.Adam(0.05, amsgrad=True)}), name="multi_optimizer"), *four)
    optimizer("more-multi-scaled", lambda: o.MultiOptimizer(o.OptimizerMap(o.RMSprop(0.02), {"bias": o.Lion(0.01)}), loss_scale_factor=8.0), *two)


losses()
metrics()
optimizers()
with open(os.path.join(OUT, "index.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(e) for e in INDEX) + "\n]\n")
print(len(INDEX), "cases")
