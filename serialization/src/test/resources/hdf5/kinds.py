# Wrote kinds.h5 and kinds-v108.h5 (h5py 3.14): every kind of dataset and attribute that Keras' files hold.
# element i of an array of n is i - 2 unless said otherwise
import h5py, numpy as np

for name, libver in [("kinds.h5", "earliest"), ("kinds-v108.h5", ("v108", "v108"))]:
    with h5py.File(name, "w", libver=libver) as f:
        a = np.arange(6).reshape(2, 3) - 2
        for t in ["float16", "float32", "float64", "int8", "int16", "int32", "int64"]:
            f["plain/" + t] = a.astype(t)
        for t in ["uint8", "uint16", "uint32", "uint64"]:
            f["plain/" + t] = (a + 250).astype(t)
        f["plain/bool"] = a > 0
        f["plain/big_endian"] = a.astype(">f4")
        f["plain/scalar"] = np.float32(1.5)
        f["plain/scalar_int"] = np.int64(7)
        f["plain/empty"] = np.zeros((0, 4), "float32")
        big = (np.arange(1000).reshape(20, 50) - 2).astype("float32")
        f.create_dataset("pieces/chunked", data=big, chunks=(7, 9))
        f.create_dataset("pieces/gzip", data=big, chunks=(7, 9), compression="gzip", shuffle=True)
        f.create_dataset("pieces/gzip_int", data=big.astype("int64"), chunks=(20, 50), compression="gzip")
        f.create_dataset("pieces/half", data=a.astype("float16"), chunks=(2, 3))
        f.create_dataset("pieces/bool", data=a > 0, chunks=(2, 3))
        dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        dcpl.set_layout(h5py.h5d.COMPACT)
        space = h5py.h5s.create_simple((2, 3))
        compact = h5py.h5d.create(f["pieces"].id, b"compact", h5py.h5t.IEEE_F32LE, space, dcpl)
        compact.write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(a.astype("float32")))
        f["text/variable"] = np.array(["", "Zürich", "日本"], dtype=h5py.string_dtype("utf-8"))
        f["text/fixed"] = np.array([b"ab", b"cde"])
        f["text/scalar"] = "one"
        f["links/soft"] = h5py.SoftLink("/plain/float32")
        f["links/external"] = h5py.ExternalLink("other.h5", "/x")
        if libver == "earliest":
            f["other/complex"] = np.zeros(2, "complex64")
        f["other/null"] = h5py.Empty("f4")
        g = f["text"]
        g.attrs["one"] = "Zürich"
        g.attrs["fixed"] = np.bytes_("abc")
        g.attrs["list"] = ["a", "bc"]
        g.attrs["fixed_list"] = np.array([b"a", b"bc"])
        g.attrs["fixed_utf8"] = np.array(["größe".encode(), b"x"])
        g.attrs["variable_utf8"] = np.array(["größe".encode(), b"x"], dtype=h5py.string_dtype("ascii"))
        g.attrs["none"] = np.zeros(0)
        g.attrs["number"] = 3
        for i in range(3):
            g.attrs["split%d" % i] = [b"p%d" % (2 * i), b"p%d" % (2 * i + 1)]
