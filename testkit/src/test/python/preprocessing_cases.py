"""Golden cases of group preprocessing beyond those of the shared suite, by real Keras.

    python preprocessing_cases.py DIR      # keras 3.15.1, tensorflow 2.21.0

writes DIR/preprocessing/<case>/case.json and DIR/index.json, in the format of the conformance suite.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np

L = keras.layers
OUT = pathlib.Path(sys.argv[1])
INDEX = []


def plain(x):
    if hasattr(x, "numpy"):
        x = x.numpy()
    if isinstance(x, (bytes, np.bytes_)):
        return x.decode("utf-8")
    if isinstance(x, np.ndarray):
        return plain(x.tolist())
    if isinstance(x, np.generic):
        return plain(x.item())
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    if isinstance(x, float) and not np.isfinite(x):
        return {"inf": "Infinity", "-inf": "-Infinity"}.get(str(x), "NaN")
    return x


def write(name, case):
    folder = OUT / "preprocessing" / name
    folder.mkdir(parents=True, exist_ok=True)
    head = {"id": "preprocessing/" + name, "group": "preprocessing", "rtol": 1e-4, "atol": 1e-5}
    (folder / "case.json").write_text(json.dumps({**head, **case}, ensure_ascii=False), "utf-8")
    INDEX.append({**head, "kind": case["kind"], "folder": "preprocessing/" + name})


def dtype(x):
    d = np.asarray(x).dtype
    return "string" if d.kind in "OUS" else d.name


def case(name, layer, x, adapt=None, weights=None):
    before = layer.get_config()
    if adapt is not None:
        layer.adapt(adapt)
    after = layer.get_config()
    several = isinstance(x, tuple)
    y = layer(x, count_weights=weights) if weights is not None else layer(x)
    out = {
        "kind": "preprocessing",
        "class_name": type(layer).__name__,
        "config_before_adapt": plain(before),
        "config": plain(after),
        "adapt": plain(adapt),
        "input": plain(x),
        "input_dtype": [dtype(a) for a in x] if several else dtype(x),
        "output": plain(y),
        "output_dtype": y.dtype.name,
        "output_shape": list(y.shape),
    }
    if weights is not None:
        out["count_weights"] = plain(weights)
    if hasattr(layer, "get_vocabulary"):
        out["vocabulary"] = plain(layer.get_vocabulary())
        out["vocabulary_size"] = layer.vocabulary_size()
    if isinstance(layer, L.Discretization):
        out["bin_boundaries"] = plain(list(layer.bin_boundaries))
    if isinstance(layer, L.Normalization) and adapt is not None:
        out["mean"] = plain(layer.mean)
        out["variance"] = plain(layer.variance)
    write(name, out)


S = np.array
WORDS = S(["pear", "fig", "", "pear", "fig", "pear", "[UNK]", "😀", "ﬀ", "\uffee", "kiwi", "kiwi", "fig"])
LOOK = S([["pear", "fig", "", "plum"], ["[UNK]", "😀", "kiwi", "quince"]])
INTS = S([5, 5, 3, 0, 0, 0, -1, -1, -1, -1, 7, 7, -9])
LOOKI = S([[5, 3, 0, -1], [7, 11, 12, 13], [14, -5, -6, -7]])

for mode in ("int", "one_hot", "multi_hot", "count", "tf_idf"):
    for mask in (None, ""):
        for oov in (1, 3):
            k = f"{mode}-{'mask' if mask == '' else 'plain'}-{oov}"
            case("x-string-" + k, L.StringLookup(mask_token=mask, num_oov_indices=oov, output_mode=mode), LOOK, WORDS)
    for mask in (None, 0):
        for oov in (1, 3):
            k = f"{mode}-{'plain' if mask is None else 'mask'}-{oov}"
            case("x-integer-" + k, L.IntegerLookup(mask_token=mask, num_oov_indices=oov, output_mode=mode), LOOKI, INTS)
    case(f"x-string-{mode}-rank1", L.StringLookup(vocabulary=["a", "b"], output_mode=mode,
         idf_weights=[0.5, 0.25] if mode == "tf_idf" else None), S(["a", "z", "a"]))
    case(f"x-string-{mode}-column", L.StringLookup(vocabulary=["a", "b"], output_mode=mode,
         idf_weights=[0.5, 0.25] if mode == "tf_idf" else None), S([["a"], ["z"], ["b"]]))
    case(f"x-string-{mode}-rank3", L.StringLookup(vocabulary=["a", "b"], output_mode=mode,
         idf_weights=[0.5, 0.25] if mode == "tf_idf" else None), S([[["a", "b"], ["z", "z"]]]))
    case(f"x-string-{mode}-max", L.StringLookup(max_tokens=4, output_mode=mode, mask_token=""), LOOK, WORDS)
    if mode != "int":
        case(f"x-string-{mode}-padded-mask", L.StringLookup(max_tokens=12, pad_to_max_tokens=True, mask_token="", output_mode=mode), LOOK, WORDS)
        case(f"x-integer-{mode}-padded", L.IntegerLookup(max_tokens=9, pad_to_max_tokens=True, num_oov_indices=2, output_mode=mode), LOOKI, INTS)
case("x-string-salt", L.StringLookup(vocabulary=["a"], num_oov_indices=5, salt=7), S(["a", "b", "c", "d", "e"]))
case("x-string-salt-pair", L.StringLookup(vocabulary=["a"], num_oov_indices=5, salt=[7, 123456789012345]), S(["a", "b", "c", "d", "e"]))
case("x-string-special-given", L.StringLookup(vocabulary=["", "[UNK]", "b", "a"], mask_token=""), S(["a", "b", "", "c"]))
case("x-string-special-given-idf", L.StringLookup(vocabulary=["[UNK]", "b", "a"], output_mode="tf_idf", idf_weights=[0.9, 0.5, 0.1]), S([["a", "b", "", "c"]]))
case("x-string-idf-documents", L.StringLookup(output_mode="tf_idf"), S([["a", "d"], ["b", "q"]]), S([["a", "b", "a"], ["a", "c", "c"], ["d", "a", "a"]]))
case("x-string-invert-adapt", L.StringLookup(invert=True, mask_token="", num_oov_indices=2, oov_token="?"), S([[0, 1, 2], [3, 4, 99]]), WORDS)
case("x-string-scalar", L.StringLookup(vocabulary=["a", "b"]), S("b"))
case("x-integer-farmhash", L.IntegerLookup(vocabulary=[1, 2], num_oov_indices=7, oov_method="farmhash"), LOOKI)
case("x-integer-farmhash-salt", L.IntegerLookup(vocabulary=[1, 2], num_oov_indices=7, oov_method="farmhash", salt=[3, 4]), LOOKI)
case("x-integer-farmhash-salt-one", L.IntegerLookup(vocabulary=[1, 2], num_oov_indices=7, oov_method="farmhash", salt=9), LOOKI)
case("x-integer-invert-mask", L.IntegerLookup(vocabulary=[10, 20], mask_token=0, oov_token=-7, num_oov_indices=2, invert=True), S([0, 1, 2, 3, 4, 5]))
case("x-integer-int32", L.IntegerLookup(vocabulary=[10, 20]), S([20, 3], "int32"))

TEXTS = S(["The quick (brown) fox!", "jumps OVER the_lazy dog; the fox", "", "ÀÉ àé\u00a0x  y\tz", "don't... stop"])
ASK = S(["the FOX, over dog", "", "àé stop stop", "quick\u000bbrown"])
for std in (None, "lower", "strip_punctuation", "lower_and_strip_punctuation"):
    for split in (None, "whitespace", "character"):
        case(f"x-text-{std}-{split}", L.TextVectorization(standardize=std, split=split), ASK, TEXTS)
for mode in ("int", "multi_hot", "count", "tf_idf"):
    for ngrams in (2, 3, [2], [3, 1]):
        n = "-".join(map(str, ngrams)) if isinstance(ngrams, list) else f"to-{ngrams}"
        case(f"x-text-{mode}-ngrams-{n}", L.TextVectorization(ngrams=ngrams if not isinstance(ngrams, list) else tuple(ngrams), output_mode=mode), ASK, TEXTS)
    case(f"x-text-{mode}-max", L.TextVectorization(max_tokens=5, output_mode=mode), ASK, TEXTS)
    case(f"x-text-{mode}-column", L.TextVectorization(output_mode=mode), ASK.reshape(4, 1), TEXTS.reshape(5, 1))
    if mode != "int":
        case(f"x-text-{mode}-padded", L.TextVectorization(max_tokens=40, pad_to_max_tokens=True, output_mode=mode), ASK, TEXTS)
        case(f"x-text-{mode}-split-none", L.TextVectorization(split=None, output_mode=mode, vocabulary=["a", "b"],
             idf_weights=[0.5, 0.25] if mode == "tf_idf" else None), S([["a", "b"], ["z", "a"]]))
case("x-text-length-long", L.TextVectorization(output_sequence_length=11), ASK, TEXTS)
case("x-text-length-1", L.TextVectorization(output_sequence_length=1), ASK, TEXTS)
case("x-text-given", L.TextVectorization(vocabulary=["", "[UNK]", "fox", "the"]), ASK)
case("x-text-given-idf", L.TextVectorization(vocabulary=["fox", "the"], idf_weights=[1.5, 0.5], output_mode="tf_idf"), ASK)
case("x-text-character-ngrams", L.TextVectorization(split="character", ngrams=2, output_sequence_length=6), ASK, TEXTS)
case("x-text-all-empty", L.TextVectorization(vocabulary=["a"]), S(["", " "]))

STR = S([["a", "b", "c"], ["d", "", "ü"]])
for mode in ("int", "one_hot", "multi_hot", "count"):
    for k, kw in {"plain": {}, "mask": {"mask_value": "b"}, "salt": {"salt": 77}, "mask-salt": {"mask_value": "b", "salt": [1, 2]}}.items():
        case(f"x-hashing-{mode}-{k}", L.Hashing(6, output_mode=mode, **kw), STR)
    case(f"x-hashing-{mode}-int", L.Hashing(4, output_mode=mode, mask_value=-3), S([[1, -3, 100], [9223372036854775807, -5, 0]]))
    case(f"x-hashing-{mode}-column", L.Hashing(4, output_mode=mode), S([["x"], ["y"]]))
    case(f"x-hashing-{mode}-rank1", L.Hashing(4, output_mode=mode), S(["x", "y"]))
    case(f"x-hashing-{mode}-rank3", L.Hashing(4, output_mode=mode), S([[["x", "y"], ["z", "w"]]]))
case("x-hashing-int32", L.Hashing(5, dtype="int32"), S([1, 2], "int32"))
case("x-hashing-one-bin-mask", L.Hashing(1, mask_value="a"), S(["a", "b"]))
case("x-hashing-two-bins-mask", L.Hashing(2, mask_value="a"), S(["a", "b"]))
case("x-hashing-float64", L.Hashing(3, output_mode="one_hot", dtype="float64"), S(["a", "b"]))

case("x-crossing-three", L.HashedCrossing(97), (S(["A", "B", "A"]), S([101, 101, -102]), S(["x", "y", ""])))
case("x-crossing-integers", L.HashedCrossing(1000), (S([1, 2], "int32"), S([-5, 6])))
case("x-crossing-strings", L.HashedCrossing(1000), (S([["A"], ["B"]]), S([["a"], ["b"]])))
case("x-crossing-one-hot", L.HashedCrossing(7, output_mode="one_hot"), (S(["A", "B"]), S([1, 2])))
case("x-crossing-int32", L.HashedCrossing(7, dtype="int32"), (S(["A", "B"]), S([1, 2])))

R = np.random.default_rng(0)
X = R.normal(size=(500, 1)).astype("float32")
for bins, eps in ((2, 0.01), (4, 0.01), (5, 0.1), (10, 0.001), (3, 0.5), (7, 0.03), (16, 0.02)):
    case(f"x-discretization-adapt-{bins}-{eps}", L.Discretization(num_bins=bins, epsilon=eps), X[:12], X)
case("x-discretization-adapt-small", L.Discretization(num_bins=4), S([[0.0], [2.5], [9.0]], "float32"), S([[1.0], [2.0], [3.0]], "float32"))
case("x-discretization-adapt-rank2", L.Discretization(num_bins=3), X[:6].reshape(3, 2), X.reshape(50, 10))
for mode in ("int", "one_hot", "multi_hot", "count"):
    d = lambda: L.Discretization([-0.5, 0.0, 0.7], output_mode=mode)
    case(f"x-discretization-{mode}", d(), X[:12].reshape(3, 4))
    case(f"x-discretization-{mode}-column", d(), X[:3])
    case(f"x-discretization-{mode}-rank1", d(), X[:5, 0])
    case(f"x-discretization-{mode}-rank3", d(), X[:12].reshape(1, 3, 4))
case("x-discretization-infinite", L.Discretization([0.0, 1.0]), S([np.inf, -np.inf, 1.0], "float32"))
case("x-discretization-integers", L.Discretization([0.0, 1.5]), S([[0, 1, 2]], "int32"))
case("x-discretization-float64", L.Discretization([0.0], output_mode="one_hot", dtype="float64"), S([[-1.0], [1.0]], "float32"))

for mode in ("one_hot", "multi_hot", "count"):
    c = lambda: L.CategoryEncoding(4, output_mode=mode)
    case(f"x-category-{mode}", c(), S([[0, 1, 1], [3, 2, 2]]))
    case(f"x-category-{mode}-column", c(), S([[0], [3]]))
    case(f"x-category-{mode}-rank1", c(), S([0, 3]))
    case(f"x-category-{mode}-rank3", c(), S([[[0, 3], [1, 1]]]))
    case(f"x-category-{mode}-int64", L.CategoryEncoding(4, output_mode=mode, dtype="int64"), S([[0, 1, 1]]))
case("x-category-weights", L.CategoryEncoding(4, output_mode="count"), S([[0, 1, 1], [3, 3, 0]]), weights=S([[0.5, 2, -3], [1, 1, 1]], "float32"))

B = R.normal(2, 3, size=(5, 2, 3)).astype("float32")
for name, axis in {"last": -1, "none": None, "one": 1, "two": (1, 2), "minus-two": -2, "list": [2]}.items():
    for invert in (False, True):
        case(f"x-normalization-{name}{'-invert' if invert else ''}", L.Normalization(axis=axis, invert=invert), B[:2], B)
case("x-normalization-given", L.Normalization(mean=3.0, variance=2.0), B[:, :, 0])
case("x-normalization-given-list", L.Normalization(mean=[3.0, 1.0], variance=[2.0, 0.0]), B[:, :, 0])
case("x-normalization-rank1-none", L.Normalization(axis=None), B[:, 0, 0], B[:, 1, 1])
case("x-normalization-integers", L.Normalization(mean=1.0, variance=4.0), S([[1, 2]], "int32"))

case("x-rescaling", L.Rescaling(1 / 255.0, offset=-0.5), S([[0, 128, 255]], "int32"))
case("x-rescaling-list", L.Rescaling([1.0, 2.0], offset=[[3.0, 4.0], [5.0, 6.0]]), B[:1, :, :2].repeat(2, 0))



def model(name, inputs, outputs, data):
    m = keras.Model(inputs, outputs, name="case")
    y = m([keras.ops.convert_to_tensor(d) for d in data])
    y = y if isinstance(y, list) else [y]
    write(name, {
        "kind": "model",
        "model": json.loads(m.to_json()),
        "inputs": plain(data),
        "input_dtype": [dtype(d) for d in data],
        "outputs": plain(y),
        "output_dtype": [o.dtype.name for o in y],
    })


keras.backend.clear_session()
text = keras.Input((1,), dtype="string", name="in0")
ids = L.TextVectorization(vocabulary=["the", "fox"], output_sequence_length=4)(text)
model("x-model-text", text, [ids, L.CategoryEncoding(5, output_mode="count")(ids)], [ASK.reshape(4, 1)])
keras.backend.clear_session()
a, b = keras.Input((1,), dtype="string", name="in0"), keras.Input((1,), dtype="int64", name="in1")
one = L.StringLookup(vocabulary=["a", "b"], output_mode="one_hot")(a)
two = L.IntegerLookup(vocabulary=[3, 4], output_mode="multi_hot")(b)
both = L.HashedCrossing(8, output_mode="one_hot")((a, b))
model("x-model-columns", [a, b], [L.Concatenate()([both, both]), one, two],
      [S([["a"], ["z"], ["b"]]), S([[3], [4], [5]])])
keras.backend.clear_session()
a, b = keras.Input((1,), dtype="string", name="in0"), keras.Input((1,), name="in1")
bins = L.Discretization([0.0, 1.0])(b)
model("x-model-crossed-bins", [a, b], L.HashedCrossing(6, output_mode="one_hot")((a, bins)),
      [S([["a"], ["z"], ["b"]]), S([[-3.0], [0.4], [5.0]], "float32")])
keras.backend.clear_session()
a = keras.Input((2,), dtype="string", name="in0")
h = L.Hashing(6, salt=3, mask_value="a")(a)
model("x-model-hashing", a, [h, L.Hashing(4, output_mode="count")(a)], [S([["a", "x"], ["z", "a"], ["b", "c"]])])



def space(name, fs, table):
    fs.adapt(table)
    y = fs(table)
    case = {"kind": "feature-space", "config": plain(fs.get_config()), "adapt": plain(table), "input": plain(table), "output": plain(y)}
    if not isinstance(y, dict):
        case["output_shape"] = list(y.shape)
    write(name, case)


FS = keras.utils.FeatureSpace
N = 70
TABLE = {
    "age": R.normal(40, 9, N).astype("float32").tolist(),
    "zone": R.choice(["a", "b", "c", "d"], N).tolist(),
    "count": R.integers(0, 5, N).tolist(),
    "size": R.random(N).astype("float32").tolist(),
    "raw": R.normal(size=N).astype("float32").tolist(),
    "code": R.integers(0, 1000, N).tolist(),
    "word": R.choice(["x", "yy", "zzz"], N).tolist(),
}
ALL = lambda: {
    "zone": FS.string_categorical(max_tokens=4, num_oov_indices=2),
    "age": FS.float_normalized(),
    "count": FS.integer_categorical(num_oov_indices=1),
    "size": FS.float_discretized(num_bins=5),
    "raw": FS.float_rescaled(scale=2.0, offset=-1.0),
    "code": FS.integer_hashed(num_bins=7),
    "word": FS.string_hashed(num_bins=4),
}
space("x-space-all", FS(ALL(), crosses=[("zone", "count"), ("code", "word")], crossing_dim=6), TABLE)
space("x-space-dict", FS(ALL(), crosses=[FS.cross(("zone", "word"), 5, output_mode="int"), ("count", "code")], output_mode="dict"), TABLE)
space("x-space-names", FS({"age": "float", "zone": "string_categorical", "count": "integer_categorical", "size": "float_discretized",
      "raw": "float_normalized", "code": "integer_hashed", "word": "string_hashed"}, hashing_dim=9, num_discretization_bins=6), TABLE)
space("x-space-indices", FS({"zone": FS.string_categorical(output_mode="int"), "code": FS.integer_hashed(5, output_mode="int")}, output_mode="dict"),
      {k: TABLE[k] for k in ("zone", "code")})
OUT.joinpath("index.json").write_text(json.dumps(INDEX, indent=1), "utf-8")
print(len(INDEX), "cases")
