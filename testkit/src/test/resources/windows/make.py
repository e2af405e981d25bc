"""values.json: windows of SciPy by name, each of 1, 2, 5, 8 and 11 samples, symmetric and periodic: `python make.py`."""
import json
import pathlib

from scipy.signal import get_window

NAMES = ("boxcar hann hamming blackman nuttall blackmanharris flattop bartlett barthann bohman tukey cosine triang "
         "parzen exponential lanczos taylor").split()
lines = [json.dumps({"name": name, "periodic": periodic, "values": get_window(name, n, periodic).tolist()})
         for name in NAMES for periodic in (False, True) for n in (1, 2, 5, 8, 11)]
pathlib.Path(__file__).with_name("values.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
