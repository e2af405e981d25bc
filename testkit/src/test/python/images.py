"""Golden cases of image layers and image resizing: `python images.py ../resources/conformance`.

keras 3.15.1, tensorflow 2.21.0. Kinds `layer-augmentation`, `layer` (with gradients) and `image-resize` in the form of
the shared suite. Only settings whose result does not depend on random numbers; nothing here knows Lamina.
Prints the lines for index.json.
"""

import json
import os
import pathlib
import struct
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
from keras import layers as L
from keras import ops

OUT = pathlib.Path(sys.argv[1])
RNG = np.random.default_rng(11)
CF = "channels_first"


def images(shape, lo=0, hi=255, whole=True):
    x = RNG.uniform(lo, hi, shape)
    return (np.round(x) if whole else x).astype("float32")


def save(folder, tensors):
    header, data = {}, b""
    for name, t in tensors.items():
        kind = {"float32": "F32", "int32": "I32", "uint8": "U8"}[t.dtype.name]
        raw = np.ascontiguousarray(t).tobytes()
        header[name] = {"dtype": kind, "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    head = json.dumps(header).encode()
    (folder / "tensors.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + data)


def write(group, name, case, tensors, rtol, atol):
    folder = OUT / group / name
    folder.mkdir(parents=True, exist_ok=True)
    head = {"id": f"{group}/{name}", "group": group, "rtol": rtol, "atol": atol}
    (folder / "case.json").write_text(json.dumps({**head, **case, "tensors": "tensors.safetensors"}) + "\n")
    save(folder, tensors)
    print(json.dumps({"id": head["id"], "group": group, "kind": case["kind"], "folder": head["id"]}) + ",")


def plain(x):
    return np.asarray(keras.ops.convert_to_numpy(x))


def augmentation(name, layer, x):
    one = plain(layer(x, training=True))
    two = plain(layer(x, training=True))
    assert np.allclose(one, two, atol=1e-3), name + " is random"
    tensors = {"input/0": x, "inference/0": plain(layer(x, training=False)), "training/0": one}
    case = {
        "kind": "layer-augmentation",
        "layer": keras.saving.serialize_keras_object(layer),
        "inputs": ["input/0"],
        "inference": ["inference/0"],
        "deterministic": True,
        "training": ["training/0"],
    }
    write("layers", "image-" + name, case, tensors, 1e-3, 2e-2)


def whole(shape, **args):
    """Bytes whose resized values are not near a half, where rounding is a matter of the last bit."""
    while True:
        x = images(shape)
        y = plain(ops.image.resize(x, **args))
        if np.abs(y - np.floor(y) - 0.5).min() > 1e-3:
            return x.astype("uint8")


def resize(name, x, **args):
    case = {"kind": "image-resize", "function": "image.resize", "args": args, "x": "x", "result": "result"}
    bicubic = args.get("interpolation") == "bicubic" and not args.get("antialias")
    y = plain(ops.image.resize(x, **args))
    # TensorFlow's bicubic kernel without antialias is a table of 1024 steps.
    write("utils", "image-resize-" + name, case, {"x": x, "result": y}, 2e-3 if bicubic else 1e-4, 0.5 if bicubic else 1e-2)


LAST = (2, 12, 10, 3)
FIRST = (2, 3, 9, 11)
GRAY = (3, 8, 13, 1)


def warps():
    for mode in ("reflect", "wrap", "constant", "nearest"):
        for how in ("nearest", "bilinear"):
            fill = dict(fill_mode=mode, interpolation=how, fill_value=7.0)
            x = images(LAST, whole=False)
            augmentation(f"rotation-{mode}-{how}", L.RandomRotation((0.13, 0.13), **fill), x)
            augmentation(f"translation-{mode}-{how}", L.RandomTranslation((-0.37, -0.37), (1.0, 1.0), **fill), x)
            augmentation(f"zoom-out-{mode}-{how}", L.RandomZoom((0.9, 0.9), (0.35, 0.35), **fill), images(GRAY))
    augmentation("rotation-first", L.RandomRotation((-0.4, -0.4), fill_mode="wrap", data_format=CF), images(FIRST))
    augmentation("translation-first", L.RandomTranslation((0.25, 0.25), (0.4, 0.4), data_format=CF), images(FIRST))
    augmentation("zoom-first", L.RandomZoom((-0.5, -0.5), data_format=CF), images(FIRST))
    augmentation("translation-none", L.RandomTranslation(0.0, 0.0), images(GRAY))
    augmentation("shear-none", L.RandomShear(0.0, 0.0), images(LAST))
    augmentation("rotation-unit", L.RandomRotation((0.5, 0.5), fill_mode="constant"), images(LAST, 0, 1, False))
    augmentation("perspective-scale-0", L.RandomPerspective(1.0, scale=0.0), images(LAST))
    augmentation("elastic-scale-0", L.RandomElasticTransform((1.0, 1.0), scale=(0.0, 0.0)), images(LAST))
    augmentation("flip-none", L.RandomPerspective(0.0), images(GRAY))


def colors():
    unit = dict(value_range=(0, 1))
    one = images((2, 7, 9, 3), 0, 1, False)
    augmentation("brightness-unit", L.RandomBrightness((-0.3, -0.3), **unit), one)
    augmentation("brightness-first", L.RandomBrightness((0.6, 0.6), value_range=(-20, 300), data_format=CF), images(FIRST))
    augmentation("contrast-none", L.RandomContrast((0.0, 0.0)), images(LAST))
    augmentation("contrast-first", L.RandomContrast(0.0, value_range=(20, 200), data_format=CF), images(FIRST))
    augmentation("saturation-unit", L.RandomSaturation((0.3, 0.3), **unit), one)
    augmentation("saturation-first", L.RandomSaturation((0.7, 0.7), value_range=(0, 1), data_format=CF), images(FIRST, 0, 1, False))
    augmentation("saturation-gray", L.RandomSaturation((0.0, 0.0)), images(LAST))
    augmentation("hue-none", L.RandomHue((0.0, 0.0)), images(LAST))
    augmentation("hue-half", L.RandomHue((1.0, 1.0), value_range=(-1, 1)), images((2, 7, 9, 3), -1, 1, False))
    augmentation("grayscale-first", L.RandomGrayscale(1.0, data_format=CF), images(FIRST))
    augmentation("grayscale-none", L.RandomGrayscale(0.0), images(LAST))
    augmentation("degeneration-first", L.RandomColorDegeneration((1.0, 1.0), data_format=CF), images(FIRST))
    augmentation("degeneration-unit", L.RandomColorDegeneration((-0.5, -0.5), **unit), one)
    augmentation("sharpness-gray", L.RandomSharpness((0.0, 0.0)), images(GRAY))
    augmentation("sharpness-first", L.RandomSharpness((1.0, 1.0), data_format=CF), images(FIRST))
    augmentation("sharpness-unit", L.RandomSharpness((0.2, 0.2), value_range=(0, 1)), one)
    for bits in (1, 2, 3, 5, 7, 8):
        augmentation(f"posterization-{bits}", L.RandomPosterization((bits, bits)), images(LAST, whole=False))
    augmentation("posterization-unit", L.RandomPosterization((3, 3), value_range=(0, 1), data_format=CF), images(FIRST, 0, 1, False))
    augmentation("invert-all", L.RandomInvert((1.0, 1.0), value_range=(0, 1)), one)
    augmentation("invert-none", L.RandomInvert((0.0, 0.0)), images(LAST))
    augmentation("blur", L.RandomGaussianBlur((1.0, 1.0), kernel_size=5, sigma=(0.7, 0.7)), images(LAST))
    augmentation("blur-first", L.RandomGaussianBlur((1.0, 1.0), kernel_size=(3, 3), sigma=(1.0, 1.0), data_format=CF), images(FIRST))
    augmentation("blur-two-sizes", L.RandomGaussianBlur((1.0, 1.0), kernel_size=(3, 7), sigma=(1.0, 1.0)), images(GRAY))
    augmentation("blur-wide", L.RandomGaussianBlur((1.0, 1.0), kernel_size=9, sigma=(1.0, 1.0), value_range=(100, 200)), images(LAST))
    augmentation("erasing-none", L.RandomErasing((0.0, 0.0)), images(LAST))
    augmentation("erasing-all", L.RandomErasing((1.0, 1.0), scale=(1.0, 1.0), fill_value=(10.0, 20.0, 300.0)), images(LAST))
    augmentation("solarization", L.Solarization((0.0, 0.0), (0.0, 0.0)), images(LAST))
    augmentation("solarization-unit", L.Solarization(0.0, 0.0, value_range=(0, 1)), one)
    augmentation("jitter-brightness", L.RandomColorJitter(brightness_factor=(-0.2, -0.2), value_range=(0, 1)), one)
    augmentation("jitter-saturation", L.RandomColorJitter(saturation_factor=(0.9, 0.9), hue_factor=(0.0, 0.0)), images(LAST))
    augmentation("jitter-none", L.RandomColorJitter(), images(LAST))


def histograms():
    dark = images((2, 11, 9, 3), 30, 90)
    flat = np.full((2, 5, 6, 3), 40, "float32")
    flat[..., 1] = images((2, 5, 6), 0, 255)
    augmentation("autocontrast-first", L.AutoContrast(data_format=CF), images(FIRST, 30, 90))
    augmentation("autocontrast-unit", L.AutoContrast(value_range=(0, 1)), images(LAST, 0.2, 0.6, False))
    augmentation("autocontrast-flat", L.AutoContrast(), flat)
    augmentation("equalization-dark", L.Equalization(), dark)
    augmentation("equalization-flat", L.Equalization(), flat)
    augmentation("equalization-bins", L.Equalization(bins=17), dark)
    augmentation("equalization-unit", L.Equalization(value_range=(0, 1)), images((2, 11, 9, 3), 0.1, 0.7, False))
    augmentation("equalization-first", L.Equalization(value_range=(10, 200), data_format=CF), images(FIRST, 10, 200))
    augmentation("equalization-large", L.Equalization(), images((2, 61, 53, 1), 0, 255, False))
    clahe = L.ContrastLimitedAdaptiveHistogramEqualization
    augmentation("clahe-padded", clahe(tile_grid_size=(4, 3)), images((2, 13, 10, 3)))
    augmentation("clahe-default", clahe(), images((2, 24, 40, 1), 50, 130))
    augmentation("clahe-no-limit", clahe(clip_limit=0.0, tile_grid_size=(2, 3)), dark)
    augmentation("clahe-unit", clahe(value_range=(0, 1), clip_limit=1.5, tile_grid_size=(3, 2)), images(LAST, 0, 1, False))
    augmentation("clahe-first", clahe(tile_grid_size=(2, 2), data_format=CF), images(FIRST))
    augmentation("clahe-one-tile", clahe(tile_grid_size=(1, 1)), dark)


def sizes():
    augmentation("crop-same", L.RandomCrop(12, 10), images(LAST))
    augmentation("crop-larger", L.RandomCrop(20, 17), images(LAST))
    augmentation("crop-higher", L.RandomCrop(16, 5), images(LAST))
    augmentation("crop-wider", L.RandomCrop(5, 16, data_format=CF), images(FIRST))
    augmentation("center-crop-first", L.CenterCrop(4, 7, data_format=CF), images(FIRST))
    augmentation("center-crop-higher", L.CenterCrop(15, 4), images(LAST))
    augmentation("center-crop-odd", L.CenterCrop(5, 3), images(LAST))
    augmentation("resizing-first", L.Resizing(5, 17, data_format=CF), images(FIRST))
    augmentation("resizing-pad-fill", L.Resizing(6, 15, pad_to_aspect_ratio=True, fill_value=9.0), images(LAST))
    augmentation("resizing-pad-first", L.Resizing(15, 6, pad_to_aspect_ratio=True, fill_value=9.0, data_format=CF), images(FIRST))
    augmentation("resizing-crop-first", L.Resizing(15, 6, crop_to_aspect_ratio=True, data_format=CF), images(FIRST))
    augmentation("resizing-area", L.Resizing(5, 4, interpolation="area"), images(LAST))
    augmentation("resizing-bytes", L.Resizing(7, 6), whole((1, 12, 10, 1), size=(7, 6)))
    augmentation("resizing-bytes-nearest", L.Resizing(7, 16, interpolation="nearest"), images(LAST).astype("uint8"))
    augmentation("resizing-bytes-lanczos", L.Resizing(7, 6, interpolation="lanczos3", antialias=True), whole((1, 12, 10, 1), size=(7, 6), interpolation="lanczos3", antialias=True))
    augmentation("boxes-images", L.MaxNumBoundingBoxes(2), images(LAST))


def resizes():
    for how in ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area"):
        for anti in (False, True):
            x = images((1, 7, 11, 2), whole=False)
            resize(f"{how}{'-anti' if anti else ''}-mixed", x, size=[13, 4], interpolation=how, antialias=anti)
    for a, b in ((5, 14), (14, 5), (3, 7), (7, 3), (10, 4), (6, 9), (12, 5)):
        resize(f"nearest-{a}-{b}", images((1, a, b, 1)), size=[b, a], interpolation="nearest")
    resize("one-image", images((6, 5, 3)), size=[3, 9], interpolation="bilinear")
    resize("first", images(FIRST), size=[4, 4], interpolation="bicubic", antialias=True, data_format=CF)
    resize("one-image-first", images((3, 6, 5)), size=[3, 9], interpolation="lanczos3", data_format=CF)
    resize("crop", images(LAST), size=[9, 3], interpolation="bilinear", crop_to_aspect_ratio=True)
    resize("crop-wide", images(GRAY), size=[5, 21], interpolation="nearest", crop_to_aspect_ratio=True)
    resize("pad", images(LAST), size=[9, 3], interpolation="bilinear", pad_to_aspect_ratio=True, fill_value=3.0)
    resize("pad-wide", images(GRAY), size=[4, 21], interpolation="area", pad_to_aspect_ratio=True)
    resize("pad-one", images((6, 5, 3)), size=[3, 9], interpolation="nearest", pad_to_aspect_ratio=True, fill_value=3.0)
    resize("integers", images((1, 6, 5, 3)).astype("int32"), size=[4, 7], interpolation="nearest")
    resize("bytes", whole((1, 6, 5, 1), size=(4, 7)), size=[4, 7], interpolation="bilinear")
    resize("single-pixel", images((1, 1, 1, 3)), size=[2, 3], interpolation="bilinear")
    resize("to-one", images((1, 6, 5, 3)), size=[1, 1], interpolation="bilinear", antialias=True)


if __name__ == "__main__":
    for part in (warps, colors, histograms, sizes, resizes):
        part()
