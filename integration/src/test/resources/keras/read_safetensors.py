#!/usr/bin/env python3
"""Reads every .safetensors file below a folder with Hugging Face's library: a line a tensor that is no optimizer's."""
import pathlib, sys

from safetensors.numpy import load_file

for f in sorted(pathlib.Path(sys.argv[1]).rglob("*.safetensors")):
    for name, value in load_file(f).items():
        if not name.startswith("optimizer/"):
            print(name, "[" + ", ".join(map(str, value.shape)) + "]", f"{value.astype('float64').sum():.5f}")
