"""Cases of keras.utils.bounding_boxes and of image layers that move bounding boxes: `python boxes.py OUT`.

Boxes of the functions are whole pixels and parts; those of the layers lie within, across and beyond the images' borders.
"""
from unseen_kit import *
from keras.utils import bounding_boxes as B

RNG = np.random.default_rng(11)
FORMATS = "xyxy yxyx xywh center_xywh center_yxhw rel_xyxy rel_yxyx rel_xywh rel_center_xywh".split()
H, W = 24, 40


def boxes(*shape, height=H, width=W, out=0.0):
    """xyxy with two distinct corners; `out`: how far beyond the image, as part of its size."""
    x = np.sort(RNG.uniform(-out * width, (1 + out) * width, shape + (2,)), -1)
    y = np.sort(RNG.uniform(-out * height, (1 + out) * height, shape + (2,)), -1)
    return np.stack([x[..., 0], y[..., 0], x[..., 1], y[..., 1]], -1).astype("float32")


def function(name, *calls):
    """calls: function's name in Keras, its tensors, its other arguments, its results."""
    tensors, out = {}, []
    for i, (which, given, options, results) in enumerate(calls):
        call = {"function": which, "options": options, "inputs": [], "outputs": []}
        for key, values in (("inputs", given), ("outputs", results)):
            for k, v in enumerate(values):
                tensors[f"{i}/{key}/{k}"] = np.asarray(v)
                call[key].append(f"{i}/{key}/{k}")
        out.append(call)
    write("utils", name, {"calls": out}, tensors, "bounding-boxes")


def call(which, *given, **options):
    """One call; `size` is passed in the way the function has it."""
    args = {k: v for k, v in options.items() if k != "size"}
    if "size" in options:
        h, w = options["size"]
        args.update({"image_shape": (h, w, 3)} if "delta" in which or "iou" in which else {"height": h, "width": w})
    f = getattr(B, which)
    if which == "clip_to_image_size":
        got = f({"boxes": given[0], "labels": given[1]}, **args)
        return which, given, options, [got["boxes"], got["labels"]]
    return which, given, options, [f(*given, **args)]


def functions():
    some = boxes(2, 3)
    function("boxes-convert", *[
        call("convert_format", B.convert_format(some, "xyxy", s, height=H, width=W).numpy(), source=s, target=t, size=(H, W))
        for s in FORMATS for t in FORMATS if s != t][::2],
        call("convert_format", np.array([[1, 2, 5, 9]], "int32"), source="xyxy", target="center_xywh"))
    beyond = boxes(2, 6, out=0.6)
    beyond[0, 0] = [50, 3, 60, 9]
    labels = RNG.integers(0, 5, (2, 6)).astype("int32")
    function("boxes-clip", call("clip_to_image_size", beyond, labels, bounding_box_format="xyxy", size=(H, W)),
             call("clip_to_image_size", beyond / 30, labels, bounding_box_format="rel_xyxy", size=(H, W)))
    a, b = boxes(2, 3), boxes(2, 4)
    a[0, 1] = -1
    function("boxes-iou", *[call("compute_iou", x, y, bounding_box_format="xyxy") for x, y in ((a, b), (a[0], b[1]), (a, b[0]), (a[1], b))],
             call("compute_iou", a, b, bounding_box_format="center_xywh"),
             call("compute_iou", a, b, bounding_box_format="yxyx", use_masking=True, mask_val=-1),
             call("compute_iou", a / 30, b / 30, bounding_box_format="rel_xyxy", size=(30, 30)))
    function("boxes-ciou", *[call("compute_ciou", boxes(2, 3), boxes(2, 3), bounding_box_format=f) for f in ("xyxy", "center_yxhw")],
             call("compute_ciou", some, some, bounding_box_format="xyxy"))
    two = lambda *v: np.array(v, "float32")
    function("boxes-affine", *[call("affine_transform", some, *p, size=(H, W)) for p in (
        (two(30, -75), two(0, 0), two(0, 0), two(1, 1), two(0, 0), two(0, 0)),
        (two(10, 120), two(0.1, -0.3), two(0.2, 0.05), two(1.2, 0.7), two(5, -20), two(-10, 15)))])
    function("boxes-margins", call("crop", some, top=3, left=5, height=11, width=20), call("pad", some, top=3, left=5))
    anchors = boxes(3)
    function("boxes-deltas", *[c for f in ("center_yxhw", "center_xywh") for v in (None, [0.1, 0.2, 0.3, 0.4]) for c in (
        call("encode_box_to_deltas", anchors, some, anchor_format="xyxy", box_format="xywh", encoding_format=f, variance=v),
        call("decode_deltas_to_boxes", anchors, RNG.normal(size=(2, 3, 4)).astype("float32"), anchor_format="yxyx", box_format="rel_xyxy", encoded_format=f, variance=v, size=(H, W)))])


def moved(name, layer, fmt="xyxy", height=H, width=W, first=False, batch=2):
    """Images, boxes and labels that a layer makes; random ones with a range of one number. Of flips and
    shears, which have a random sign, both results."""
    if ONLY and ONLY not in name: return
    x = RNG.random((batch, height, width, 3)).astype("float32")
    if first: x = np.transpose(x, (0, 3, 1, 2))
    # Keras cuts flipped boxes, which are relative then, at the size in pixels: only those within the image are right.
    flips = isinstance(layer, L.RandomFlip)
    given = boxes(batch, 6, height=height, width=width, out=0.0 if flips else 0.3)
    given[0, 0] = [2, 3, width - 4, height - 5]
    if not flips: given[1, 0] = [-9, -9, -3, -2]
    labels = RNG.integers(0, 5, (batch, 6)).astype("int32")
    source = B.convert_format(given, "xyxy", fmt, height=height, width=width).numpy()
    data = lambda: {"images": x.copy(), "bounding_boxes": {"boxes": source.copy(), "labels": labels.copy()}}
    def by(t):
        t["input_shape"] = x.shape
        boxed = layer.transform_bounding_boxes(data()["bounding_boxes"], t)
        return layer.transform_images(x, t), boxed["boxes"], boxed["labels"]

    t = {"x": x, "boxes": source, "labels": labels}
    c = {"layer": config(layer), "inputs": ["x", "boxes", "labels"]}
    if isinstance(layer, L.RandomFlip):
        results = {"training": by({"flips": np.ones((batch, 1, 1, 1), bool)}), "otherwise": (x, source, labels)}
    elif isinstance(layer, L.RandomShear):
        shear = np.array([[layer.x_factor[0], layer.y_factor[0]]] * batch, "float32")
        results = {"training": by({"shear_factor": shear}), "otherwise": by({"shear_factor": -shear})}
    else:
        got = layer(data(), training=True)
        results = {"training": (got["images"], got["bounding_boxes"]["boxes"], got["bounding_boxes"]["labels"])}
    for key, values in results.items():
        c[key] = [f"{key}/{i}" for i in range(3)]
        t.update({f"{key}/{i}": np.asarray(v) for i, v in enumerate(values)})
    write("layers", "boxes-" + name, c, t, "layer-boxes")


def layers():
    f = lambda fmt: dict(bounding_box_format=fmt)
    moved("center-crop", L.CenterCrop(13, 22, **f("xywh")), "xywh")
    moved("center-crop-small", L.CenterCrop(32, 22, data_format="channels_first", **f("rel_xyxy")), "rel_xyxy", first=True)
    moved("resizing", L.Resizing(11, 50, **f("center_xywh")), "center_xywh")
    moved("resizing-pad", L.Resizing(30, 30, pad_to_aspect_ratio=True, **f("yxyx")), "yxyx")
    moved("resizing-crop", L.Resizing(15, 16, crop_to_aspect_ratio=True, **f("xyxy")))
    moved("rotation", L.RandomRotation((0.1, 0.1), **f("xyxy")))
    moved("rotation-back", L.RandomRotation((-0.3, -0.3), data_format="channels_first", **f("xyxy")), first=True)
    moved("translation", L.RandomTranslation((0.2, 0.2), (-0.15, -0.15), **f("rel_xywh")), "rel_xywh")
    moved("zoom-in", L.RandomZoom((-0.4, -0.4), (-0.2, -0.2), **f("xyxy")))
    moved("zoom-out", L.RandomZoom((0.3, 0.3), **f("center_yxhw")), "center_yxhw")
    moved("shear-x", L.RandomShear((0.23, 0.23), 0.0, **f("xyxy")), height=24, width=24, batch=4)
    moved("shear-y", L.RandomShear(0.0, (0.3, 0.3), **f("rel_xyxy")), "rel_xyxy", height=24, width=24, batch=4)
    moved("flip", L.RandomFlip("horizontal", **f("xyxy")), batch=4)
    moved("flip-both", L.RandomFlip(**f("yxyx")), "yxyx", batch=4)


functions()
layers()
done()
