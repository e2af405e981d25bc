"""Cases of MelSpectrogram and STFTSpectrogram with windows by name and by value: `python signal_cases.py OUT`.

STFTSpectrogram has windows by value only, as SciPy, which knows the names, is not there; see resources/windows.
"""
from unseen_kit import *

W = [0.3, 0.5, 0.9, 1.0, 0.8, 0.4, 0.1]
SMALL = dict(num_mel_bins=5, sampling_rate=800, min_freq=10)
MEL = {
    "mel-window-values": dict(fft_length=8, sequence_stride=3, sequence_length=7, window=W),
    "mel-window-hamming": dict(fft_length=12, sequence_stride=5, sequence_length=10, window="hamming", max_freq=300),
    "mel-window-none": dict(fft_length=10, sequence_stride=5, window=None, power_to_db=False, mag_exp=1.0),
    "mel-window-loud": dict(fft_length=8, sequence_stride=4, top_db=20.0, ref_power=3.0, min_power=1e-3),
}
for name, options in MEL.items():
    # Keras computes the bands from differences of mels around 1000 in float32: errors of 1e-4 in their slopes.
    case(name, [((40,), "float32")], lambda x: L.MelSpectrogram(**SMALL, **options)(x), rtol=1e-3, atol=1e-4)
STFT = {
    "stft-window-values": dict(mode="magnitude", frame_length=7, window=W),
    "stft-window-spectrum": dict(mode="psd", frame_length=7, frame_step=2, fft_length=10, window=W, scaling="spectrum"),
    "stft-window-plain": dict(mode="real", frame_length=7, window=W, scaling=None, padding="same"),
    "stft-window-first": dict(mode="stft", frame_length=6, window=None, data_format="channels_first", expand_dims=True),
    "stft-window-none": dict(mode="imag", frame_length=5, frame_step=1, window=None, scaling="spectrum", data_format="channels_first"),
}
for name, options in STFT.items():
    case(name, [((2, 24) if options.get("data_format") else (24, 2), "float32")], lambda x: L.STFTSpectrogram(**options)(x))


def initializer(name, shape, **options):
    init = keras.initializers.STFT(**options)
    write("initializers", name, {"covers": ["STFT"], "config": config(init), "shape": list(shape), "value": "value"},
          {"value": np.asarray(init(shape))}, "initializer-exact")


initializer("stft-values", (7, 1, 5), side="real", window=W, scaling="spectrum")
initializer("stft-no-window", (6, 1, 5), side="imag", window=None)
done()
