#!/usr/bin/env python3
"""Models of keras.applications with random weights: python applications.py DIR [NAME...]

For each NAME.weights.h5, NAME.h5 (the legacy form, of the small ones), and NAME.safetensors with input/0 and output/0.
"""
import os, pathlib, sys

# JAX would compile every operation of every shape, for minutes.
os.environ["KERAS_BACKEND"] = "numpy"
import keras
import numpy as np
from keras import applications as A
from safetensors.numpy import save_file

NOTOP = dict(weights=None, include_top=False, pooling="avg")
MODELS = {
    "mobilenet": lambda: A.MobileNet(input_shape=(32, 32, 3), alpha=0.25, weights=None, classes=7),
    "mobilenetv2": lambda: A.MobileNetV2(input_shape=(32, 32, 3), alpha=0.35, weights=None, classes=7),
    "mobilenetv3small": lambda: A.MobileNetV3Small(input_shape=(32, 32, 3), **NOTOP),
    "efficientnetb0": lambda: A.EfficientNetB0(input_shape=(32, 32, 3), **NOTOP),
    "densenet121": lambda: A.DenseNet121(input_shape=(32, 32, 3), **NOTOP),
    "resnet50v2": lambda: A.ResNet50V2(input_shape=(32, 32, 3), **NOTOP),
    "xception": lambda: A.Xception(input_shape=(71, 71, 3), **NOTOP),
    "vgg16": lambda: A.VGG16(input_shape=(32, 32, 3), **NOTOP),
}


def disturb(model, random, x):
    """Values that are not the initial ones: zeros and ones would hide what is exchanged.

    Kernels keep the size of the signal, and moving statistics are those of x: else the outputs of a deep model would
    not depend on its inputs, nor on most of its weights.
    """
    layers = [l for l in model._flatten_layers(include_self=False, recursive=True) if not hasattr(l, "layers")]
    for layer in layers:
        for w in layer.weights:
            if w.name == "gamma": w.assign(random.uniform(0.8, 1.2, w.shape))
            elif w.name in ("beta", "bias"): w.assign(random.uniform(-0.1, 0.1, w.shape))
            elif w.name.endswith("kernel"): w.assign(random.normal(size=w.shape) * np.sqrt(2 / np.prod(w.shape[:-1])))
        if hasattr(layer, "momentum"): layer.momentum = 0.0
    model(x, training=True)
    for layer in layers:
        if hasattr(layer, "moving_variance"):
            # A channel that hardly varies would turn the rounding of float32 into a signal.
            v = np.asarray(keras.ops.convert_to_numpy(layer.moving_variance))
            layer.moving_variance.assign(np.maximum(v, v.mean()))


def main():
    folder = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:] or MODELS:
        keras.utils.set_random_seed(1)
        keras.utils.clear_session()
        random = np.random.default_rng(1)
        model = MODELS[name]()
        scale = 255 if "v3" in name or "efficient" in name else 1
        x = random.uniform(0, scale, (4, *model.input_shape[1:])).astype("float32")
        disturb(model, random, x)
        model.save_weights(folder / f"{name}.weights.h5")
        if name.startswith("mobilenet"): model.save(folder / f"{name}.h5")
        y = np.asarray(keras.ops.convert_to_numpy(model(x, training=False)))
        save_file({"input/0": x, "output/0": y}, folder / f"{name}.safetensors")
        print(f"saved {name}", flush=True)


if __name__ == "__main__": main()
