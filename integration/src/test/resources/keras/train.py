#!/usr/bin/env python3
"""Continues in real Keras to train what another library compiled and trained.

  python train.py DIR [--rtol 1e-3] [--atol 1e-5]

Each sub-folder of DIR with a batch.safetensors holds
  model.keras           compiled, with the optimizer's state
  batch.safetensors     tensors "x0", "x1", ... and "y0", "y1", ...: one batch
  losses.json           the loss of each of the next steps on this batch, before the step's update
One line a case; exit status 1 when one differs, cannot be loaded, lacks state, or there is none.
"""
import argparse, json, os, sys, warnings

import numpy as np
from safetensors.numpy import load_file

import keras


def check(folder, rtol, atol):
    batch = load_file(os.path.join(folder, "batch.safetensors"))
    with open(os.path.join(folder, "losses.json")) as f: want = json.load(f)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Keras only warns when it skips an optimizer's state
        model = keras.saving.load_model(os.path.join(folder, "model.keras"))
    one = lambda k: (lambda l: l[0] if len(l) == 1 else l)([batch[f"{k}{i}"] for i in range(sum(n[0] == k for n in batch))])
    worst = 0.0
    for step, w in enumerate(want):
        model.reset_metrics()
        got = float(np.ravel(model.train_on_batch(one("x"), one("y")))[0])
        if not abs(got - w) <= atol + rtol * abs(w): raise AssertionError(f"step {step}: loss {got} in Keras, {w} recorded")
        worst = max(worst, abs(got - w))
    return worst


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("dir")
    a.add_argument("--rtol", type=float, default=1e-3)
    a.add_argument("--atol", type=float, default=1e-5)
    o = a.parse_args()
    passed = failed = 0
    for f in [f for f, _, n in sorted(os.walk(o.dir)) if "batch.safetensors" in n]:
        name = os.path.relpath(f, o.dir)
        keras.utils.clear_session()
        try:
            print(f"ok   {name} (largest difference {check(f, o.rtol, o.atol):.2g})", flush=True)
            passed += 1
        except Exception as e:
            print(f"FAIL {name}: {type(e).__name__}: {' '.join(str(e).split())[:300]}", flush=True)
            failed += 1
    print(f"{passed} passed, {failed} failed (Keras {keras.__version__}, {keras.backend.backend()})")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__": main()
