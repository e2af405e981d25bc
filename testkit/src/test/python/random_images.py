"""What random image layers do to 4000 pictures of a slope, for RandomImagesTest: `python random_images.py`.

The picture is 9 x 9, its gray 100 + 10 * column. Of each result: slope to the right, slope down (both in the middle, per
pixel) and change in the middle; printed are mean and standard deviation of each.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import keras
import numpy as np

N = 4000
x = np.broadcast_to((100 + 10 * np.arange(9, dtype="float32"))[None, None, :, None], (N, 9, 9, 1))
L = keras.layers
for layer in [
    L.RandomBrightness(0.2, seed=1), L.RandomContrast(0.3, seed=2), L.RandomFlip("horizontal", seed=3), L.RandomRotation(0.1, seed=4),
    L.RandomZoom(0.3, seed=5), L.RandomZoom((-0.2, 0.3), (-0.3, 0.1), seed=6), L.RandomTranslation(0.2, 0.3, seed=7),
    L.RandomShear(0.3, 0.0, seed=8), L.RandomInvert(0.4, seed=9),
]:
    y = np.asarray(layer(x, training=True))[..., 0]
    v = [(y[:, 4, 5] - y[:, 4, 3]) / 2, (y[:, 5, 4] - y[:, 3, 4]) / 2, y[:, 4, 4] - 140]
    print(layer.__class__.__name__, ", ".join(f"{f(a):.4f}" for a in v for f in (np.mean, np.std)))

for layer in [
    L.RandomPerspective(0.7, scale=0.5, fill_value=90.0, seed=10), L.RandomErasing((0.2, 0.9), (0.1, 0.6), fill_value=50.0, seed=11),
]:
    y = np.asarray(layer(x, training=True))[..., 0]
    v = [(y[:, 4, 5] - y[:, 4, 3]) / 2, (y[:, 5, 4] - y[:, 3, 4]) / 2, y[:, 4, 4] - 140]
    print(layer.__class__.__name__, ", ".join(f"{f(a):.4f}" for a in v for f in (np.mean, np.std)))

# One color, 200 120 60: mean and standard deviation of red, green and blue.
x = np.broadcast_to(np.array([200, 120, 60], "float32"), (N, 2, 2, 3))
for layer in [
    L.RandomHue(0.3, seed=1), L.RandomSaturation(0.4, seed=2), L.RandomColorDegeneration(0.6, seed=3), L.RandomGrayscale(0.3, seed=4),
    L.RandomColorJitter(brightness_factor=0.2, contrast_factor=0.3, saturation_factor=0.4, hue_factor=0.1, seed=5),
]:
    y = np.asarray(layer(x, training=True))
    print(layer.__class__.__name__, ", ".join(f"{f(y[:, 0, 0, c]):.4f}" for c in range(3) for f in (np.mean, np.std)))
