"""A layer with bfloat16 weights: python make.py (keras 3.15, KERAS_BACKEND=jax)."""
import os, pathlib
os.environ.setdefault("KERAS_BACKEND", "jax")
import keras, numpy as np

here = pathlib.Path(__file__).parent
m = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, dtype="bfloat16")])
m.weights[0].assign(np.arange(6).reshape(2, 3) / 8)
m.save(here / "m.keras")
m.save(here / "m.h5")
m.save_weights(here / "m.weights.h5")
