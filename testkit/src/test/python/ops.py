"""Golden cases of keras.ops: `python ops.py ../resources/conformance` (needs keras and tensorflow).

Each case is a functional model of operations in the form of the group "layers": model.to_json(), inputs, outputs,
and the gradient of sum(output * upstream). Run with real Keras; nothing here knows Lamina.
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
import tensorflow as tf
from keras import ops

RNG = np.random.default_rng(7)


def real(*shape, lo=-2.0, hi=2.0):
    """Evenly spread, distinct, never 0: no ties and no kinks."""
    n = int(np.prod(shape))
    x = lo + (hi - lo) * (np.arange(n) + 0.37) / n
    return RNG.permutation(x).reshape(shape).astype("float32")


def ints(*shape, lo=0, hi=5):
    return RNG.integers(lo, hi, shape).astype("int32")


def spd(*shape):
    a = RNG.normal(size=shape).astype("float32")
    return (a @ np.swapaxes(a, -1, -2) + 3 * np.eye(shape[-1])).astype("float32")


CF = "channels_first"
# Four corners each: where the pixels are, and where they go.
PERSPECTIVE = [np.array([[[0, 0], [6, 0], [0, 5], [6, 5]], [[1, 0], [6, 1], [0, 4], [5, 5]]], "float32"),
               np.array([[[1, 0.5], [5.5, 0], [0.3, 5], [6, 4.2]], [[0, 0], [6, 0], [1, 5], [4, 4]]], "float32")]

WINDOW = np.array([0.3, 0.5, 0.9, 1.0, 0.8, 0.4, 0.1], "float32")

CASES = {
    "elementwise": ([real(3, 7)], lambda x: [
        ops.absolute(x), ops.negative(x), ops.sign(x), ops.square(x), ops.exp(x), ops.exp2(x), ops.expm1(x),
        ops.sin(x), ops.cos(x), ops.tanh(x), ops.sinh(x), ops.cosh(x), ops.arcsinh(x), ops.arctan(x), ops.sinc(x),
        ops.deg2rad(x), ops.rad2deg(x), ops.erf(x), ops.floor(x), ops.ceil(x), ops.trunc(x), ops.round(x),
        ops.round(x, 1), ops.isfinite(x), ops.isnan(x), ops.isinf(x), ops.reciprocal(x)]),
    "elementwise-positive": ([real(3, 7, lo=0.2, hi=4.0)], lambda x: [
        ops.log(x), ops.log10(x), ops.log1p(x), ops.log2(x), ops.sqrt(x), ops.rsqrt(x), ops.power(x, 1.7), ops.cbrt(x)]),
    "elementwise-unit": ([real(3, 7, lo=-0.9, hi=0.9)], lambda x: [
        ops.arcsin(x), ops.arccos(x), ops.arctanh(x), ops.tan(x), ops.arccosh(ops.add(x, 2.5))]),
    "arctan-large": ([real(40, lo=-50.0, hi=50.0).reshape(1, 40)], lambda x: [ops.arctan(x)]),
    "elementwise-integers": ([ints(3, 5, lo=-4, hi=5)], lambda x: [
        ops.absolute(x), ops.negative(x), ops.square(x), ops.exp(x), ops.cos(x), ops.add(x, 2), ops.multiply(x, 1.5),
        ops.floor_divide(x, 3), ops.mod(x, 3), ops.true_divide(x, 4), ops.greater(x, 0), ops.sum(x, 1), ops.mean(x, 1),
        ops.max(x, -1), ops.logical_not(x), ops.clip(x, -2, 2), ops.cumsum(x, 1), ops.prod(x, 1), ops.sort(x, -1),
        ops.argsort(x, -1), ops.cast(x, "float32"), ops.cast(x, "bool"), ops.any(x, 1), ops.all(x, 1)]),
    "pairwise": ([real(3, 1, 5), real(4, 5, lo=0.3, hi=2.0)[None]], lambda x, y: [
        x + y, x - y, x * y, x / y, ops.maximum(x, y), ops.minimum(x, y), ops.mod(x, y), ops.floor_divide(x, y),
        ops.arctan2(x, y), ops.arctan2(y, x), ops.logaddexp(x, y), ops.hypot(x, y), ops.divide_no_nan(x, y),
        ops.heaviside(x, y), ops.power(y, x)]),
    "pairwise-numbers": ([real(2, 3, 4)], lambda x: [
        x + 1.0, 1.0 - x, x * 2, 3.0 / x, x ** 2, -x, x % 0.7, x // 0.7, ops.maximum(x, 0.1), ops.minimum(0.3, x),
        ops.divide_no_nan(x, 0.0)]),
    "comparisons": ([np.round(real(3, 6)), np.round(real(3, 6))], lambda x, y: [
        ops.equal(x, y), ops.not_equal(x, y), x > y, x >= y, x < y, x <= y, ops.logical_and(x, y),
        ops.logical_or(x > 0, y > 0), ops.logical_xor(x > 0, y > 0), ops.logical_not(x > 0)]),
    "promotion": ([real(2, 3), ints(2, 3)], lambda x, i: [
        x + i, i * x, ops.maximum(i, x), ops.concatenate([x, i], axis=1), ops.where(i > 2, x, i), ops.add(i > 2, x),
        ops.matmul(i, ops.transpose(x))]),
    "reductions": ([real(3, 4, 5, lo=0.3, hi=1.7)], lambda x: [
        ops.sum(x), ops.sum(x, axis=1), ops.sum(x, axis=(0, 2)), ops.sum(x, axis=-1, keepdims=True), ops.mean(x, axis=(1, 2)),
        ops.max(x, axis=1), ops.min(x, axis=(1, 2), keepdims=True), ops.amax(x, axis=1), ops.amin(x, axis=1),
        ops.prod(x, axis=2), ops.var(x, axis=1), ops.std(x, axis=(1, 2), keepdims=True), ops.var(x),
        ops.logsumexp(x, axis=-1), ops.logsumexp(x, axis=(1, 2), keepdims=True), ops.ptp(x, axis=1),
        ops.median(x, axis=1), ops.median(x, axis=-1, keepdims=True), ops.all(x > 0.5, axis=1), ops.any(x > 1.5, axis=(1, 2)),
        ops.norm(x, axis=1), ops.norm(x, ord=1, axis=-1), ops.norm(x, ord=3, axis=-1, keepdims=True), ops.norm(x, axis=(1, 2)),
        ops.norm(x, ord=1, axis=(1, 2))]),
    "quantiles": ([real(3, 8)], lambda x: [
        ops.quantile(x, 0.3, axis=1), ops.quantile(x, 0.5, axis=-1, keepdims=True), ops.quantile(x, 0.77)]),
    "shapes": ([real(2, 3, 4)], lambda x: [
        ops.reshape(x, (-1, 6, 2)), ops.reshape(x, (2, -1)), ops.transpose(x), ops.transpose(x, (0, 2, 1)),
        ops.swapaxes(x, 1, -1), ops.moveaxis(x, 1, -1), ops.expand_dims(x, 1), ops.expand_dims(x, (0, -1)),
        ops.squeeze(ops.expand_dims(x, 2), 2), ops.flip(x, 1), ops.flip(x), ops.roll(x, 1, 1), ops.roll(x, (1, 2), (1, 2)),
        ops.roll(x, 5), ops.tile(x, (1, 2, 3)), ops.repeat(x, 2, axis=1), ops.repeat(x, 3, axis=-1), ops.ravel(x),
        ops.pad(x, ((0, 0), (1, 2), (0, 1))), ops.pad(x, ((0, 0), (1, 2), (0, 1)), constant_values=1.5),
        ops.pad(x, ((0, 0), (1, 2), (2, 1)), mode="reflect"), ops.pad(x, ((0, 0), (1, 2), (2, 1)), mode="symmetric"),
        ops.zeros_like(x), ops.ones_like(x), ops.full_like(x, 2.5), ops.broadcast_to(x, (5, 2, 3, 4))]),
    "items": ([real(3, 4, 5)], lambda x: [
        x[:, 0], x[..., 1:3], x[:, ::2], x[:, None], x[:, -1, 1:], x[:, 1:-1, ::-1], x[:, 3:0:-2], x[1:,], x[0], x[..., -1],
        x[:, 10:], x[:, -9:2]]),
    "joining": ([real(2, 3), real(2, 3)], lambda x, y: [
        ops.concatenate([x, y], axis=-1), ops.concatenate([x, y, x], axis=0), ops.stack([x, y], axis=1),
        ops.stack([x, y], axis=-1), ops.hstack([x, y]), ops.vstack([x, y]), *ops.split(x, 3, axis=1),
        *ops.split(x, [1], axis=-1), *ops.split(x, [1, 2], axis=-1), *ops.unstack(x, axis=1)]),
    "indexing": ([real(3, 4, 5), ints(3, 2, hi=4)], lambda x, i: [
        ops.take(x, i, axis=1), ops.take(x, i, axis=-1), ops.take(x, [0, -1], axis=1), ops.take(x, 2, axis=1),
        ops.take_along_axis(x, ops.expand_dims(i, -1), axis=1), ops.where(x > 0, x, 0.0), ops.where(x > 0, 1.0, x),
        ops.where(x > 0, x, -x), ops.nn.one_hot(i, 5), ops.nn.one_hot(i, 4, axis=1), ops.nn.multi_hot(i, 6),
        ops.argmax(x, axis=1), ops.argmin(x, axis=-1, keepdims=True), ops.argmax(x)]),
    "ordering": ([real(3, 7)], lambda x: [
        ops.sort(x, axis=-1), ops.sort(x, axis=0), ops.argsort(x, axis=-1), ops.argsort(x, axis=0), *ops.top_k(x, 3),
        ops.cumsum(x, axis=1), ops.cumsum(x, axis=0), ops.cumprod(x, axis=1), ops.cumprod(x, axis=0), ops.cumsum(x),
        ops.diff(x, n=2, axis=1), ops.diff(x)]),
    "in-top-k": ([ints(6, hi=5), real(6, 5)], lambda t, p: [ops.in_top_k(t, p, 1), ops.in_top_k(t, p, 3)]),
    "searchsorted": ([np.sort(real(7)), real(4)], lambda s, v: [
        ops.searchsorted(s, v), ops.searchsorted(s, v, side="right")]),
    "segments": ([real(6, 3), np.array([0, 0, 2, 2, 2, 3], "int32")], lambda x, i: [
        ops.segment_sum(x, i, num_segments=5), ops.segment_max(x, i, num_segments=4)[2:, :]]),
    "linear": ([real(3, 4), real(4, 2), real(4)], lambda a, b, v: [
        ops.matmul(a, b), ops.matmul(a, v), ops.dot(a, b), ops.dot(a, v), ops.inner(a, v), ops.outer(v, v), ops.vdot(v, v),
        ops.tensordot(a, b, axes=1), ops.einsum("ij,jk->ki", a, b), ops.tensordot(a, a, axes=[[0], [0]]), ops.trace(a), ops.diagonal(a),
        ops.diagonal(a, offset=1), ops.diag(v), ops.diag(v, k=1), ops.diag(v, k=-2), ops.diag(a), ops.tril(a), ops.triu(a, 1),
        ops.tril(a, -1), ops.cross(a[:, :3], a[:, 1:])]),
    "batched-products": ([real(2, 3, 4), real(2, 4, 5)], lambda a, b: [
        ops.matmul(a, b), ops.tensordot(a, b, axes=[[2], [1]]), ops.matmul(a[0], b), ops.trace(ops.matmul(a, b), axis1=1, axis2=2)]),
    "triangular": ([spd(2, 4, 4), real(2, 4, 3)], lambda a, b: [
        ops.cholesky(a), ops.solve_triangular(a, b, lower=True), ops.solve_triangular(a, b, lower=False)]),
    "fourier": ([real(3, 12), real(3, 12)], lambda x, y: [
        *ops.fft((x, y)), *ops.rfft(x), *ops.rfft(x[:, :9], 9), *ops.rfft(x, 16), ops.irfft((x, y)), ops.irfft((x[:, :8], y[:, :8]), 15),
        *ops.fft2((x, y)), *ops.ifft2((x, y)), ops.extract_sequences(x, 5, 3)]),
    # TensorFlow cannot differentiate these: the integers' case has no gradients.
    "fourier-sizes": ([ints(3, 12, lo=-4, hi=5), ints(3, 12, lo=-4, hi=5)], lambda i, j: (lambda x, y: [
        *ops.rfft(x, 9), *ops.rfft(x, 16), ops.irfft((x, y), 15), ops.irfft((x, y), 30), ops.irfft((x, y), 4)])(
            ops.cast(i, "float32"), ops.cast(j, "float32"))),
    "fourier-long": ([real(2, 210), real(2, 210)], lambda x, y: [*ops.fft((x, y)), *ops.rfft(x), ops.irfft((x[:, :49], y[:, :49]), 97)]),
    "stft": ([real(2, 40)], lambda x: [
        *ops.stft(x, 8, 3, 8), *ops.stft(x, 6, 4, 9, window="hamming"), *ops.stft(x, 6, 4, 8, window=None, center=False)]),
    "istft": ([real(2, 7, 5), real(2, 7, 5)], lambda x, y: [
        ops.istft((x, y), 8, 3, 8), ops.istft((x, y), 6, 2, 8, window="hamming", center=False),
        ops.istft((x, y), 8, 2, 8, length=11), ops.istft((x, y), 6, 4, 8, window=None)]),
    "solving": ([spd(2, 4, 4) + real(2, 4, 4), real(2, 4, 3), real(2, 4)], lambda a, b, v: [
        ops.solve(a, b), ops.solve(a, v), ops.inv(a), ops.det(a), *ops.slogdet(a)]),
    "solving-pivots": ([real(3, 5, 5)], lambda a: [ops.inv(a), ops.det(a), *ops.slogdet(a)]),
    # TensorFlow has neither gradients nor batches here.
    "lu": ([ints(5, 5, lo=-9, hi=10)], lambda i: [*ops.linalg.lu_factor(ops.cast(i, "float32"))]),
    "cholesky-inverse": ([spd(2, 4, 4)], lambda a: [
        ops.linalg.cholesky_inverse(ops.cholesky(a)), ops.linalg.cholesky_inverse(ops.cholesky(a, upper=True), upper=True),
        ops.logdet(a)]),
    "qr": ([real(2, 5, 3), real(4, 4)], lambda x, y: [*ops.qr(x), *ops.qr(y)]),
    # Vectors are known up to their sign only: what does not depend on it is compared.
    "eigh": ([spd(2, 5, 5)], lambda a: (lambda w, v: [
        w, ops.square(v), ops.matmul(v * ops.expand_dims(ops.exp(-w), -2), ops.swapaxes(v, -1, -2))])(*ops.eigh(a))),
    "svd": ([real(2, 5, 3), real(3, 4)], lambda x, y: [
        ops.svd(x, compute_uv=False), ops.svd(y, compute_uv=False),
        *(lambda u, s, v: [s, ops.square(u), ops.square(v), ops.matmul(u * ops.expand_dims(ops.tanh(s), -2), v)])(
            *ops.svd(x, full_matrices=False)),
        *(lambda u, s, v: [s, ops.matmul(u * ops.expand_dims(ops.tanh(s), -2), v)])(*ops.svd(y, full_matrices=False))]),
    "svd-full": ([ints(5, 3, lo=-4, hi=5), ints(3, 5, lo=-4, hi=5)], lambda i, j: (lambda x, y: [
        *(lambda u, s, v: [s, ops.matmul(u[:, 3:], ops.transpose(u[:, 3:])), ops.square(v)])(*ops.svd(x)),
        *(lambda u, s, v: [s, ops.matmul(ops.transpose(v[3:, :]), v[3:, :]), ops.square(u)])(*ops.svd(y))])(
            ops.cast(i, "float32"), ops.cast(j, "float32"))),
    "least-squares": ([real(5, 3), real(5, 2), real(5), real(3, 5)], lambda a, b, v, w: [
        ops.linalg.lstsq(a, b), ops.linalg.lstsq(a, v), ops.linalg.pinv(a), ops.linalg.pinv(w)]),
    "matrix-rank": ([real(3, 4)], lambda x: [
        ops.linalg.matrix_rank(x), ops.linalg.matrix_rank(ops.matmul(ops.transpose(x), x)), ops.linalg.matrix_rank(x, tol=2.5)]),
    "neural": ([real(3, 4, 6)], lambda x: [
        ops.nn.relu(x), ops.nn.relu6(x), ops.nn.sigmoid(x), ops.nn.softplus(x), ops.nn.softsign(x), ops.nn.silu(x),
        ops.nn.log_sigmoid(x), ops.nn.leaky_relu(x), ops.nn.leaky_relu(x, 0.1), ops.nn.hard_sigmoid(x), ops.nn.hard_silu(x),
        ops.nn.elu(x), ops.nn.elu(x, 0.5), ops.nn.selu(x), ops.nn.celu(x, 1.5), ops.nn.gelu(x), ops.nn.gelu(x, approximate=False),
        ops.nn.glu(x), ops.nn.hard_tanh(x), ops.nn.tanh_shrink(x), ops.nn.soft_shrink(x, 0.3), ops.nn.hard_shrink(x, 0.3),
        ops.nn.threshold(x, 0.2, -1.0), ops.nn.squareplus(x), ops.nn.sparse_plus(x), ops.nn.softmax(x), ops.nn.softmax(x, axis=1),
        ops.nn.log_softmax(x), ops.nn.log_softmax(x, axis=1), *ops.nn.moments(x, axes=[1, 2]),
        ops.normalize(x), ops.normalize(x, axis=1), ops.normalize(x, order=3), ops.stop_gradient(x)]),
    "crossentropies": ([real(4, 3, lo=0.1, hi=0.9), np.eye(3, dtype="float32")[[0, 2, 1, 1]], ints(4, hi=3)], lambda p, t, i: [
        ops.nn.binary_crossentropy(t, p), ops.nn.binary_crossentropy(t, p, from_logits=True),
        ops.nn.categorical_crossentropy(t, p), ops.nn.categorical_crossentropy(t, p, from_logits=True),
        ops.nn.sparse_categorical_crossentropy(i, p, from_logits=True)]),
    "special-numbers": ([np.array([[0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0]], "float32")], lambda x: [
        ops.isfinite(x), ops.isnan(x), ops.isinf(x), ops.sign(x)[:, :2], ops.arctan(x), ops.sinc(x)[:, :2],
        ops.nan_to_num(x, nan=3.0, posinf=4.0, neginf=-5.0), ops.logsumexp(x[:, 3:4], axis=1)]),
    "image-colors": ([real(2, 3, 4, 3, lo=0.1, hi=0.9)], lambda x: [
        ops.image.rgb_to_hsv(x), ops.image.hsv_to_rgb(x), ops.image.rgb_to_grayscale(x)]),
    "image-margins": ([real(2, 6, 7, 3)], lambda x: [
        ops.image.crop_images(x, 1, 2, 0, 1), ops.image.crop_images(x, bottom_cropping=1, left_cropping=2, target_height=3, target_width=4),
        ops.image.pad_images(x, 1, 0, 2, 3), ops.image.pad_images(x, top_padding=1, right_padding=2, target_height=9, target_width=10)]),
    "image-patches": ([real(2, 6, 7, 3)], lambda x: [
        ops.image.extract_patches(x, (2, 3)), ops.image.extract_patches(x, 3, strides=2, padding="same"),
        ops.image.extract_patches(x, (2, 2), strides=1, dilation_rate=2)]),
    "image-filters": ([real(2, 12, 13, 2, lo=0.1, hi=0.9), real(2, 12, 13, 2, lo=0.2, hi=1.0)], lambda x, y: [
        ops.image.sobel_edges(x), ops.image.ssim(x, y), ops.image.gaussian_blur(x, (3, 5), (0.8, 1.2), data_format="channels_last"),
        ops.image.resize(x, (5, 9), antialias=True)]),
    "image-scale": ([real(2, 6, 7, 3), np.array([0.7, 1.6], "float32"), np.array([1.3, -2.1], "float32")], lambda x, s, t: [
        ops.image.scale_and_translate(x, (2, 5, 9, 3), s, t, (1, 2), m) for m in ("linear", "cubic", "lanczos3", "lanczos5")]),
    "image-coordinates": ([real(5, 6), RNG.uniform(-1.5, 6.5, (2, 9)).astype("float32")], lambda x, c: [
        ops.image.map_coordinates(x, c, order, fill_mode=m, fill_value=0.5) for order in (0, 1) for m in ("constant", "nearest", "wrap")]),
    "bitwise": ([ints(3, 5, lo=-900, hi=900), ints(3, 5, lo=-900, hi=900), ints(5, hi=31)], lambda x, y, n: [
        ops.bitwise_and(x, y), ops.bitwise_or(x, y), ops.bitwise_xor(x, y), ops.bitwise_invert(x), ops.bitwise_not(y),
        ops.bitwise_left_shift(x, n), ops.bitwise_right_shift(x, n), ops.left_shift(x, n), ops.right_shift(y, n),
        ops.bitwise_and(ops.cast(x, "uint8"), ops.cast(y, "uint8")), ops.bitwise_xor(ops.cast(x, "uint8"), ops.cast(y, "uint8")),
        ops.bitwise_not(ops.cast(x, "uint8")), ops.bitwise_xor(ops.cast(x, "int64") * 2**20, ops.cast(y, "int64"))]),
    "divisors": ([ints(3, 5, lo=-90, hi=90), ints(5, lo=-30, hi=30)], lambda x, y: [
        ops.gcd(x, y), ops.lcm(x, y), ops.gcd(x * 6, y * 4), ops.gcd(x, x * 0)]),
    "pairwise-more": ([real(3, 1, 5), real(4, 5, lo=0.3, hi=2.0)[None]], lambda x, y: [
        ops.fmax(x, y), ops.fmin(x, y), ops.fmod(x, y), ops.logaddexp2(x, y)]),
    "erfinv": ([real(3, 7, lo=-0.99999, hi=0.99999)], lambda x: [ops.erfinv(x)]),
    "nan-reductions": ([ints(3, 4, 5, lo=-4, hi=4)], lambda i: (lambda x: [
        ops.nansum(x, axis=1), ops.nanmean(x, axis=(1, 2)), ops.nanmax(x, axis=1, keepdims=True), ops.nanmin(x, axis=-1),
        ops.nanprod(x, axis=2), ops.nanvar(x, axis=1), ops.nanstd(x, axis=(0, 2)), ops.nansum(x), ops.isneginf(x),
        ops.isposinf(x), ops.signbit(ops.nan_to_num(x)), ops.fabs(x), ops.fmax(x, 0.5), ops.isclose(x * 0, x * 0), ops.isclose(x * 0, x * 0, equal_nan=True),
        ops.count_nonzero(i, axis=1), ops.count_nonzero(i)])(
            ops.true_divide(ops.cast(i, "float32"), ops.cast(ops.logical_not(ops.equal(ops.mod(i, 4), 0)), "float32")))),
    "counting": ([ints(3, 6, hi=7), real(3, 6)], lambda i, x: [
        ops.bincount(i[0], minlength=9), ops.bincount(i, minlength=7), ops.digitize(x, np.array([-1.0, 0.25, 1.0], "float32")),
        ops.isin(i, ops.take(i, 1, axis=1)), ops.isin(i, i[:, 2:4], invert=True),
        ops.average(x, axis=1), ops.average(x, axis=1, weights=ops.exp(x)),
        ops.isclose(x, x + 1e-6), ops.isclose(x, x * 1.01, rtol=0.02, atol=1e-3)]),
    # TensorFlow's rot90 by 180° is wrong unless the axes are equal in size (NumPy's and JAX's are right).
    "assembling": ([real(2, 3), real(3, 2), real(2, 3, 4)], lambda a, b, c: [
        ops.kron(a, b), ops.dstack([a, a]), ops.append(a, a, axis=1), ops.append(a, b), *ops.array_split(c, 3, axis=2), ops.diagflat(a, k=-1), ops.diagflat(b), ops.rot90(a), ops.rot90(ops.matmul(a, b), k=2),
        ops.rot90(c, k=3, axes=(1, 2)), ops.trapezoid(a, axis=1), ops.trapezoid(c, dx=0.5, axis=1)]),
    "scatter": ([np.array([[0, 1], [2, 0], [0, 1]], "int32"), real(3, 4), real(3)], lambda i, v, w: [
        ops.scatter(i, v, (3, 2, 4)), ops.scatter(i, w, (3, 2))]),
    "spectral-norms": ([real(2, 4, 3)], lambda x: [
        ops.norm(x, ord=2, axis=(1, 2)), ops.norm(x, ord=-2, axis=(1, 2), keepdims=True), ops.norm(x, ord=2, axis=(0, 1))]),
    "image-affine": ([real(2, 6, 7, 3), np.array([[0.9, 0.2, -1.1, -0.3, 1.1, 0.6, 0.01, -0.02], [1.3, -0.4, 0.7, 0.2, 0.8, -2.3, 0.0, 0.0]], "float32")], lambda x, t: [
        ops.image.affine_transform(x, t, interpolation=how, fill_mode=mode, fill_value=0.5)
        for how in ("bilinear", "nearest") for mode in ("constant", "nearest", "wrap", "reflect")]
        + [ops.image.affine_transform(x[0], t[1]), ops.image.affine_transform(ops.transpose(x, (0, 3, 1, 2)), t, data_format="channels_first")]),
    "image-perspective": ([real(2, 6, 7, 3), PERSPECTIVE[0], PERSPECTIVE[1]], lambda x, a, b: [
        ops.image.perspective_transform(x, a, b, interpolation=how, fill_value=0.5) for how in ("bilinear", "nearest")]
        + [ops.image.perspective_transform(x[0], a[1], b[1]),
           ops.image.perspective_transform(ops.transpose(x, (0, 3, 1, 2)), a, b, data_format="channels_first")]),
    # Its noise is the engine's own: without it, alpha = 0, the image stays.
    "image-elastic": ([real(2, 6, 7, 3)], lambda x: [
        ops.image.elastic_transform(x, alpha=0.0, sigma=1.5, seed=1), ops.image.elastic_transform(x[0], alpha=0.0, seed=1, fill_mode="constant")]),
    "image-patches-more": ([real(2, 5, 6, 7, 2), real(2, 6, 7, 3)], lambda v, x: [
        ops.image.extract_patches(v, (2, 3, 2)), ops.image.extract_patches_3d(v, 2, strides=(1, 2, 3), padding="same"),
        ops.image.extract_patches(v[0], (2, 2, 3), strides=1), ops.image.extract_patches(x[0], 2, strides=(1, 3)),
        ops.image.extract_patches(x, 3, strides=1, dilation_rate=2, padding="same")]),
    "image-first": ([real(2, 3, 6, 7, lo=0.1, hi=0.9)], lambda x: [
        ops.image.crop_images(x, 1, 2, 0, 1, data_format=CF), ops.image.pad_images(x, 1, 0, 2, 3, data_format=CF),
        ops.image.sobel_edges(x, data_format=CF), ops.image.gaussian_blur(x, (3, 3), (0.8, 1.2), data_format=CF),
        ops.image.rgb_to_grayscale(x, data_format=CF), ops.image.resize(x, (4, 9), data_format=CF), ops.image.crop_images(x[0], 2, 1, 1, 0, data_format=CF),
        ops.image.pad_images(x[1], 0, 1, 1, 0, data_format=CF)]),
    "image-single": ([real(6, 7, 3, lo=0.1, hi=0.9)], lambda x: [
        ops.image.crop_images(x, 1, 2, 0, 1), ops.image.pad_images(x, 1, 0, 2, 3), ops.image.rgb_to_grayscale(x),
        ops.image.resize(x, (4, 9), interpolation="bicubic", antialias=True), ops.image.gaussian_blur(x, (3, 5), (0.8, 1.2), data_format="channels_last")]),
    "image-scale-more": ([real(2, 6, 7, 3), np.array([0.7, 1.6], "float32"), np.array([1.3, -2.1], "float32")], lambda x, s, t: [
        ops.image.scale_and_translate(x, (2, 5, 9, 3), s, t, (1, 2), m, antialias=False) for m in ("linear", "cubic", "lanczos3")]
        + [ops.image.scale_and_translate(x, (2, 6, 4, 3), ops.take(s, [0], axis=0), ops.take(t, [0], axis=0), (2,), "linear")]),
    # Where TensorFlow agrees with JAX and NumPy: it reflects negative coordinates as "mirror" does and fails on mirrored ones beyond the last pixel.
    "image-coordinates-more": ([real(5, 6), RNG.uniform(0.1, 9.4, (2, 9)).astype("float32"), RNG.uniform(-3.9, 3.9, (2, 9)).astype("float32")], lambda x, c, d: [
        ops.image.map_coordinates(x, at, order, fill_mode=m) for order in (0, 1) for m, at in (("reflect", c), ("mirror", d))]),
    # With Keras' defaults, for the static methods of ImageOps: ImageOpsTest.
    "image-defaults": ([real(2, 12, 13, 3, lo=0.1, hi=0.9), np.array([0.9, 0.2, -1.1, -0.3, 1.1, 0.6, 0.01, -0.02], "float32"), PERSPECTIVE[0], PERSPECTIVE[1],
                        RNG.uniform(0.1, 11.4, (4, 9)).astype("float32"), np.array([0.7, 1.6], "float32"), np.array([1.3, -2.1], "float32"), real(1, 4, 6, 4, 2)], lambda x, t, a, b, c, s, d, v: [
        ops.image.resize(x, (5, 7)), ops.image.affine_transform(x, t), ops.image.perspective_transform(x, a, b),
        ops.image.map_coordinates(x, c, 1), ops.image.scale_and_translate(x, (2, 5, 9, 3), s, d, (1, 2), "linear"),
        ops.image.crop_images(x, 1, 2, 3, 4), ops.image.pad_images(x, 1, 2, 3, 4), ops.image.extract_patches(x, (3, 4)),
        ops.image.extract_patches_3d(v, (2, 3, 4)), ops.image.gaussian_blur(x, (3, 3), (0.7, 0.7)), ops.image.rgb_to_grayscale(x),
        ops.image.rgb_to_hsv(x), ops.image.hsv_to_rgb(x), ops.image.sobel_edges(x), ops.image.ssim(x, x * 0.9)]),
    # Sequences by name are even: of odd ones, TensorFlow takes the symmetric window, JAX and PyTorch the periodic one.
    "stft-windows": ([real(2, 40)], lambda x: [
        *ops.stft(x, 7, 3, 8, window=WINDOW.tolist()), *ops.stft(x, 7, 4, 7, window=WINDOW.tolist(), center=False), *ops.stft(x, 8, 8, 8, window="hamming"),
        *ops.stft(x, 1, 2, 4), *ops.stft(x, 6, 3, 17, window="hann", center=False), *ops.stft(x, 10, 4, 10), *ops.stft(x, 4, 9, 10, window=None)]),
    "istft-windows": ([real(2, 7, 5), real(2, 7, 5)], lambda x, y: [
        ops.istft((x, y), 7, 3, 8, window=WINDOW.tolist()), ops.istft((x, y), 7, 3, 8, window=WINDOW.tolist(), center=False, length=15),
        ops.istft((x, y), 8, 8, 8, window=None, center=False), ops.istft((x, y), 8, 3, 9), ops.istft((x, y), 6, 2, 8, window="hann", length=9)]),
}


def case_of_images(x, k, d, p):
    how = dict(strides=2, padding="same")
    first = ops.transpose(x, (0, 3, 1, 2))
    return [
        ops.conv(x, k), ops.conv(x, k, **how), ops.conv(x, k, strides=(1, 2), dilation_rate=1), ops.conv(x, k, dilation_rate=(2, 1)),
        ops.depthwise_conv(x, d), ops.depthwise_conv(x, d, **how), ops.separable_conv(x, d, p), ops.separable_conv(x, d, p, **how),
        ops.max_pool(x, 2), ops.max_pool(x, (2, 3), strides=1, padding="same"), ops.max_pool(first, 3, 2, data_format="channels_first"),
        ops.average_pool(x, 2), ops.average_pool(x, (2, 3), strides=2, padding="same"), ops.average_pool(first, 2, data_format="channels_first")]


def case_of_blocks(x, y):
    return [
        ops.nn.depth_to_space(x, 2), ops.nn.space_to_depth(x, 2), ops.nn.depth_to_space(ops.transpose(x, (0, 3, 1, 2))[:, :, :, :4], 2, "channels_first"),
        ops.nn.space_to_depth(ops.transpose(x, (0, 3, 1, 2)), 2, "channels_first"), ops.nn.unfold(y, (2, 3)),
        ops.nn.unfold(y, (2, 2), dilation=(2, 1), padding=(1, 2), stride=(1, 2)),
        ops.nn.fold(ops.nn.unfold(y, (2, 3)) ** 2, (5, 6), (2, 3)),
        ops.nn.fold(ops.nn.unfold(y, (2, 2), (2, 1), (1, 2), (1, 2)) ** 2, (5, 6), (2, 2), (2, 1), (1, 2), (1, 2))]


def case_of_normalizations(x, m, v, o, s, g):
    return [
        ops.batch_normalization(x, m, v, -1), ops.batch_normalization(x, m, v, 2, offset=o, scale=s, epsilon=1e-2),
        ops.batch_normalization(x, m, v, -1, scale=s), ops.batch_normalization(ops.transpose(x, (0, 2, 1)), m, v, 1, o, s),
        ops.layer_normalization(x), ops.layer_normalization(x, s, o, epsilon=1e-2), ops.layer_normalization(x, gamma=g, axis=1),
        ops.layer_normalization(x, beta=o), ops.layer_normalization(x, axis=(1, 2), epsilon=1e-3),
        ops.rms_normalization(x, None), ops.rms_normalization(x, s, epsilon=1e-2), ops.rms_normalization(x, None, axis=(1, 2))]


def case_of_attention(q, k, v, b, m):
    return [
        ops.dot_product_attention(q, k, v), ops.dot_product_attention(q, k, v, is_causal=True),
        ops.dot_product_attention(q, k, v, bias=b, scale=0.3), ops.dot_product_attention(q, k, v, mask=m > 0),
        ops.dot_product_attention(q, k, v, b, m > 0, is_causal=True),
        ops.dot_product_attention(q, k[:, :, :2], v[:, :, :2])]


def case_of_ctc(x, t, n, m):
    return [ops.ctc_loss(t, x, n, m), ops.ctc_loss(t, x, n, m, mask_index=4)]


CASES |= {
    "windows": ([real(2, 6, 7, 4), real(3, 2, 4, 6), real(2, 3, 4, 2), real(1, 1, 8, 3)], case_of_images),
    "windows-lines": ([real(2, 9, 3), real(4, 3, 5), real(2, 3, 2)], lambda x, k, d: [
        ops.conv(x, k), ops.conv(x, k, strides=2, padding="same"), ops.conv(x, k, dilation_rate=2), ops.depthwise_conv(x, d),
        ops.max_pool(x, 2, 1),
        ops.average_pool(x, 2, padding="same")]),
    "windows-volumes": ([real(1, 4, 5, 4, 2), real(2, 2, 3, 2, 3)], lambda x, k: [
        ops.conv(x, k), ops.conv(x, k, strides=2, padding="same"),
        ops.max_pool(x, 2), ops.average_pool(x, (1, 2, 2))]),
    "transposed-windows": ([real(2, 4, 5, 4), real(3, 2, 5, 4), real(2, 6, 3), real(2, 5, 3), real(1, 3, 2, 3, 2), real(2, 2, 2, 3, 2)], lambda x, t, y, u, z, v: [
        ops.conv_transpose(x, t), ops.conv_transpose(x, t, strides=2, padding="same"), ops.conv_transpose(x, t, strides=2, output_padding=1),
        ops.conv_transpose(y, u, strides=2), ops.conv_transpose(y, u, strides=3, padding="same"),
        ops.conv_transpose(z, v, strides=2, padding="same")]),
    "adaptive-pools": ([real(2, 6, 7, 4), real(2, 9, 3), real(1, 4, 5, 4, 2)], lambda x, y, z: [
        ops.adaptive_max_pool(x, (2, 3)), ops.adaptive_average_pool(x, (4, 2)),
        ops.adaptive_average_pool(ops.transpose(x, (0, 3, 1, 2)), (2, 3), data_format="channels_first"),
        ops.adaptive_max_pool(y, (4,)), ops.adaptive_average_pool(y, (2,)), ops.adaptive_max_pool(z, (2, 2, 3))]),
    "blocks": ([real(2, 4, 6, 8), real(2, 3, 5, 6)], case_of_blocks),
    "normalizations": ([real(3, 4, 5), real(5), real(5, lo=0.3), real(5), real(5), real(4)], case_of_normalizations),
    "dot-product-attention": ([real(2, 5, 4, 3), real(2, 6, 4, 3), real(2, 6, 4, 3), real(1, 4, 5, 6), np.maximum(ints(2, 1, 5, 6, hi=2), np.eye(5, 6, dtype="int32"))], case_of_attention),
    "ctc-loss": ([real(3, 7, 5), np.array([[1, 3, 3], [2, 1, 2], [3, 1, 1]], "int32"), np.array([3, 2, 1], "int32"), np.array([7, 6, 3], "int32")], case_of_ctc),
    "psnr": ([real(2, 3, 4), real(2, 3, 4)], lambda x, y: [ops.psnr(x, y, 4.0), ops.psnr(x, y * 0.5, 255)]),
}


def gaps(x):
    """x with NaN where its whole part is a multiple of 3, and in the last row."""
    row = ops.equal(ops.cumsum(ops.ones_like(x), axis=0), x.shape[0])
    keep = ops.logical_not(ops.logical_or(ops.equal(ops.mod(ops.cast(x, "int32"), 3), 0), row))
    return x + ops.stop_gradient(ops.true_divide(x * 0.0, ops.cast(keep, "float32")))


def case_of_slice_updates(x, i, u):
    return [
        ops.slice_update(x, [0, 1, 2], u), ops.slice_update(x, [1, 2, 0], u), ops.slice_update(x, i, u),
        ops.slice_update(x, i * 9, u)]


def case_of_updates(x, i, j, u, v):
    return [ops.scatter_update(x, i, u), ops.scatter_update(x, j, v)] + [
        f(r) for r in ("add", "max", "min", "mul") for f in (
            lambda r: ops.scatter_update(x, ops.concatenate([i, i[0:1, :]], 0), ops.concatenate([u, u[1:2, :]], 0), reduction=r),
            lambda r: ops.scatter_update(x, j, v, reduction=r))]


CASES |= {
    "slices": ([real(3, 4, 5), np.array([1, 1, 2], "int32")], lambda x, i: [
        ops.slice(x, [0, 1, 2], [3, 2, 3]), ops.slice(x, [1, 0, 0], [-1, 2, -1]), ops.slice(x, i, [2, 2, 3])]),
    # TensorFlow has no gradient of it.
    "slice-updates": ([ints(3, 4, 5), np.array([1, 1, 2], "int32"), ints(2, 2, 3, lo=10, hi=99)], case_of_slice_updates),
    "scatter-updates": ([real(5, 3), np.array([[0], [3], [4]], "int32"), np.array([[0, 2], [3, 1]], "int32"), real(3, 3), real(2)], case_of_updates),
    # The last one of equal places stays, as a loop of NumPy would have it.
    "scatter-update-twice": ([ints(4, 2), np.array([[1], [3], [1], [0], [1]], "int32"), ints(5, 2, lo=10, hi=99)], lambda x, i, u: [
        ops.scatter_update(x, i, u)]),
    "segment-prod": ([real(6, 3), np.array([0, 0, 2, 2, 2, 3], "int32")], lambda x, i: [ops.segment_prod(x, i, num_segments=5)]),
    "without-nan": ([real(4, 9, lo=-9.0, hi=9.0)], lambda y: (lambda x: [
        ops.nanargmax(x, axis=1), ops.nanargmin(x, axis=1, keepdims=True), ops.nanargmax(x[:3, :]), ops.nanargmin(y, axis=0),
        ops.nancumsum(x, axis=1), ops.nancumprod(x, axis=0), ops.nancumsum(x),
        ops.nanmedian(x, axis=1), ops.nanmedian(x[:3, :], axis=0, keepdims=True), ops.nanmedian(x), ops.nanpercentile(x, 35, axis=1)]
        + [ops.nanquantile(x, 0.3, axis=1, method=m) for m in ("linear", "lower", "higher", "midpoint", "nearest")]
        + [ops.percentile(y, 35, axis=1), ops.percentile(y, 80, method="lower", keepdims=True)])(gaps(y))),
    "statistics": ([real(4, 6), real(3, 6), real(6), real(3)], lambda x, y, v, w: [
        ops.corrcoef(x), ops.correlate(v, w), ops.correlate(v, w, mode="same"), ops.correlate(v, w, mode="full"), ops.correlate(v, v, "same"),
        ops.cdist(x, y), ops.allclose(x, x + 1e-7), ops.allclose(x, x + 0.1), ops.allclose(x, x + 0.1, atol=0.2),
        ops.vander(w), ops.vander(v, 4), ops.vander(w, 5, increasing=True), ops.i0(x), ops.i0(x * 4.0), ops.norm(x, ord="nuc", axis=(0, 1))]),
    "rearrange": ([real(4, 6, 2, 3)], lambda x: [
        ops.rearrange(x, "b h w c -> b c h w"), ops.rearrange(x, "b h w c -> (b h) w c"), ops.rearrange(x, "b (h s) w c -> (s b) (w h) c", s=3),
        ops.rearrange(x, "(b d) (h s) w c -> d b w (c h s)", d=2, h=3), ops.rearrange(x, "b h w c->(b h w c)")]),
    # TensorFlow's unravel_index is wrong unless the numbers are a vector, and saturate_cast of large floats to int32 (2^31 - 1 is no float32).
    "grids": ([ints(3, hi=20), ints(2, 4, hi=24), real(4, 6), real(2, 4, 6)], lambda i, j, x, y: [
        *ops.unravel_index(i, (4, 5)), *ops.unravel_index(j[0], (2, 3, 4)), *ops.meshgrid(x[0], x[:, 1]), *ops.meshgrid(x[0], x[:, 1], y[0, 0], indexing="ij"),
        *ops.hsplit(x, 3), *ops.hsplit(x[0], [2, 3]), *ops.vsplit(x, 2), *ops.dsplit(y, [1, 5]), ops.fliplr(x), ops.flipud(x),
        ops.saturate_cast(x * 200.0, "uint8"), ops.saturate_cast(j - 10, "uint8"),
        ops.vander(i, 3)]),
}


# Called on tensors, not as a model: Keras' ConvTranspose.call hands its arguments on in a wrong order; adaptive pools
# cannot be read again (a list where a tuple is added).
EAGER = {"transposed-windows", "adaptive-pools"}


def save_tensors(path, tensors):
    names = {"float32": "F32", "int32": "I32", "int64": "I64", "bool": "BOOL", "uint8": "U8"}
    header, body = {}, b""
    for key, t in tensors.items():
        data = np.ascontiguousarray(t).tobytes()
        header[key] = {"dtype": names[str(t.dtype)], "shape": list(t.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    path.write_bytes(struct.pack("<Q", len(head)) + head + body)


def write(root, name, inputs, build):
    keras.backend.clear_session()
    symbols = [keras.Input(batch_shape=a.shape, dtype=str(a.dtype), name=f"in{i}") for i, a in enumerate(inputs)]
    outputs = build(*symbols)
    model = keras.Model(symbols[0] if len(symbols) == 1 else symbols, outputs[0] if len(outputs) == 1 else outputs)
    tensors, case = {}, {
        "id": f"ops/{name}", "group": "ops", "kind": "layer", "rtol": 1e-4, "atol": 1e-5, "tensors": "tensors.safetensors",
        "model": json.loads(model.to_json()), "weights": [], "gradient_mode": "inference"}

    def add(key, values):
        case[key] = []
        for i, v in enumerate(values):
            if v is None:
                case[key].append(None)
            else:
                v = np.asarray(v)
                tensors[f"{key}/{i}"] = v
                case[key].append(f"{key}/{i}")

    xs = [tf.constant(a) for a in inputs]
    with tf.GradientTape() as tape:
        tape.watch([x for x in xs if x.dtype.is_floating])
        outputs = build(*xs) if name in EAGER else model(xs[0] if len(xs) == 1 else xs, training=False)
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        upstream = [RNG.uniform(-1, 1, o.shape).astype("float32") if o.dtype == tf.float32 else None for o in outputs]
        loss = tf.add_n([tf.reduce_sum(o * u) for o, u in zip(outputs, upstream) if u is not None] or [tf.constant(0.0)])
    gradients = tape.gradient(loss, [x for x in xs if x.dtype.is_floating], unconnected_gradients="zero")
    add("inputs", inputs)
    add("inference", [o.numpy() for o in outputs])
    # TensorFlow has no gradient of hsv_to_rgb, and moves the gradients of transformed images back instead of spreading them;
    # image-scale has pixels on kinks of its kernels. Finite differences are in ImageGradientsTest.
    if name in ("special-numbers", "image-colors", "image-scale", "image-scale-more", "image-affine", "image-perspective", "image-defaults") or not gradients:
        del case["gradient_mode"]
    else:
        add("upstream", upstream)
        it = iter(gradients)
        add("input_gradients", [next(it).numpy() if x.dtype.is_floating else None for x in xs])
    folder = root / "ops" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")
    save_tensors(folder / "tensors.safetensors", tensors)


def main():
    """Arguments: the folder, then the cases to make anew; without names, all."""
    root, only = pathlib.Path(sys.argv[1]), sys.argv[2:]
    names = [n for n in CASES if not only or n in only]
    index = [e for e in json.loads((root / "index.json").read_text()) if e["id"] not in {f"ops/{n}" for n in names}]
    for name in names:
        inputs, build = CASES[name]
        try:
            write(root, name, inputs, build)
        except Exception as e:
            raise RuntimeError(name) from e
        index.append({"id": f"ops/{name}", "group": "ops", "folder": f"ops/{name}"})
    (root / "index.json").write_text("[\n" + ",\n".join(json.dumps(e) for e in index) + "\n]\n")


main()
