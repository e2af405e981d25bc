"""Golden data of keras.applications: `python applications.py ../resources [--values]` (needs keras and tensorflow, no downloads).

- applications/<case>.json.gz: function, arguments and model.to_json() of weights=None.
- with --values, conformance/applications/values-*: what a model computes, with weights and images by the formula of `numbers`, so
  that no weights need to be stored. Tolerances: four times the distance of Keras' float32 from its float64.

Run with real Keras; nothing here knows Lamina.
"""

import gzip
import json
import os
import pathlib
import sys
from unittest import mock

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
from keras.src.applications import efficientnet

PLAIN = (
    "VGG16 VGG19 ResNet50 ResNet101 ResNet152 ResNet50V2 ResNet101V2 ResNet152V2 MobileNet MobileNetV2 "
    "MobileNetV3Small MobileNetV3Large DenseNet121 DenseNet169 DenseNet201 Xception"
).split() + [f"EfficientNetB{i}" for i in range(8)]
FAMILIES = "VGG16 ResNet50 ResNet50V2 MobileNet MobileNetV2 MobileNetV3Small EfficientNetB0 DenseNet121 Xception".split()
VARIANTS = {
    "notop": dict(include_top=False),
    "avg": dict(include_top=False, pooling="avg", input_shape=(97, 128, 3)),
    "max": dict(include_top=False, pooling="max", input_shape=(96, 96, 1)),
    "classes": dict(classes=7, classifier_activation="sigmoid", input_shape=(75, 90, 3), name="mine"),
}
OTHERS = {
    "MobileNet-alpha": ("MobileNet", dict(alpha=0.25, depth_multiplier=2, dropout=0.1, input_shape=(128, 128, 3))),
    "MobileNet-no-dropout": ("MobileNet", dict(dropout=0.0, classes=10)),
    "MobileNetV2-0.35": ("MobileNetV2", dict(alpha=0.35, input_shape=(96, 96, 3))),
    "MobileNetV2-0.75": ("MobileNetV2", dict(alpha=0.75, input_shape=(96, 96, 3))),
    "MobileNetV2-1.4": ("MobileNetV2", dict(alpha=1.4, input_shape=(96, 96, 3))),
    "MobileNetV3Small-minimalistic": (
        "MobileNetV3Small",
        dict(minimalistic=True, alpha=0.75, include_preprocessing=False, dropout_rate=0.0, input_shape=(64, 64, 3)),
    ),
    "MobileNetV3Large-alpha": ("MobileNetV3Large", dict(alpha=1.25, input_shape=(65, 65, 3))),
    "MobileNetV3Large-minimalistic": ("MobileNetV3Large", dict(minimalistic=True)),
    "EfficientNetB0-imagenet": ("EfficientNetB0", dict(weights="imagenet")),
    "EfficientNetB0-imagenet-notop": ("EfficientNetB0", dict(weights="imagenet", include_top=False)),
}
# Function, arguments, largest value of an image, three times the variance of kernels times their fan-in.
VALUES = {
    "mobilenetv2": ("MobileNetV2", dict(alpha=0.5, input_shape=(64, 64, 3)), 1, 6),
    "mobilenetv3": ("MobileNetV3Small", dict(input_shape=(65, 64, 3)), 255, 6),
    "resnet50": ("ResNet50", dict(input_shape=(64, 64, 3)), 1, 3),
    "efficientnetb0": ("EfficientNetB0", dict(input_shape=(64, 64, 3)), 255, 6),
}


def make(function, args):
    keras.backend.clear_session()
    build = getattr(keras.applications, function)
    if "weights" not in args:
        return build(weights=None, **args)
    with mock.patch.object(efficientnet.file_utils, "get_file", lambda *a, **k: ""), mock.patch.object(
        efficientnet.Functional, "load_weights", lambda *a, **k: None
    ):
        return build(**args)


def configs(folder):
    cases = {n: (n, {}) for n in PLAIN}
    cases |= {f"{n}-{v}": (n, args) for n in FAMILIES for v, args in VARIANTS.items()}
    cases |= OTHERS
    folder.mkdir(parents=True, exist_ok=True)
    for name, (function, args) in cases.items():
        model = make(function, args)
        case = {
            "function": function,
            "args": args,
            "model": json.loads(model.to_json()),
        }
        text = json.dumps(case, separators=(",", ":")).encode()
        (folder / f"{name}.json.gz").write_bytes(gzip.compress(text, 9, mtime=0))
        print(name, flush=True)


def numbers(k, shape):
    """Element i of tensor k: a hash of both in [0, 1)."""
    i = np.arange(int(np.prod(shape)), dtype="uint64")
    h = (i * 0x9E3779B1 + k * 0x85EBCA77) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x45D9F3B) & 0xFFFFFFFF
    h ^= h >> 16
    return (h / 2.0**32).reshape(shape)


def value(k, name, shape, gain):
    u = numbers(k, shape)
    if name == "count":
        return np.zeros(shape)
    if name.endswith("kernel"):
        depthwise = len(shape) == 4 and shape[3] == 1
        fan = np.prod(shape[:2] if depthwise else shape[:-1])
        return (2 * u - 1) * np.sqrt(gain / fan)
    return 0.5 + u if name in ("gamma", "moving_variance", "variance") else 0.4 * u - 0.2


def outputs(function, args, scale, gain, dtype):
    keras.config.set_floatx(dtype)
    model = make(function, args)
    for k, w in enumerate(model.weights):
        w.assign(value(k, w.name, w.shape, gain).astype("float32").astype(w.dtype))
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()  # it computes with copies of its weights
    images = (numbers(4711, (2, *args["input_shape"])) * scale).astype("float32").astype(dtype)
    out = model(images, training=False).numpy()
    keras.config.set_floatx("float32")
    return out


def values(root):
    index = [e for e in json.loads((root / "index.json").read_text()) if e["group"] != "applications"]
    for name, (function, args, scale, gain) in VALUES.items():
        args = args | {"classes": 10, "classifier_activation": None}
        got, exact = (outputs(function, args, scale, gain, d) for d in ("float32", "float64"))
        error = np.max(np.abs(got - exact) / (1e-5 + 1e-4 * np.abs(exact)))
        factor = max(1.0, 4 * error)
        case = {
            "id": f"applications/values-{name}",
            "group": "applications",
            "kind": "values",
            "covers": [function],
            "rtol": 1e-4 * factor,
            "atol": 1e-5 * factor,
            "float64_error": error,
            "function": function,
            "args": args,
            "scale": scale,
            "gain": gain,
            "outputs": [[float(v) for v in row] for row in got],
        }
        folder = root / "applications" / f"values-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "case.json").write_text(json.dumps(case) + "\n")
        index.append({"id": case["id"], "group": "applications", "kind": "values", "folder": case["id"]})
        print(name, got.shape, "error", error, "range", got.min(), got.max(), flush=True)
    (root / "index.json").write_text("[\n" + ",\n".join(json.dumps(e) for e in index) + "\n]\n")


if __name__ == "__main__":
    resources = pathlib.Path(sys.argv[1])
    if "--values" in sys.argv:
        values(resources / "conformance")
    else:
        configs(resources / "applications")
