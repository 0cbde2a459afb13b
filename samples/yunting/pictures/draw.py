"""Draws every picture of the sample paper. All of them are made here; none is a photograph.

    python draw.py                     all seven, next to this file
    python draw.py psa wetland         some of them
    python draw.py --scale=0.4 --spp=3 --out=DIR reed      a quick look

Needs numpy and Pillow. The same numpy gives the same bytes: every random number comes from SEED.
Workshop, reed and food are small path-traced scenes (signed distances, marched in numpy); riverside
mixes such a scene with a painted backdrop; harvest is a marched height field; wetland and psa are painted.
The traced ones take about a quarter of an hour each on two cores, the painted ones under a minute.
"""
import math, os, sys, time
from multiprocessing import Pool
from pathlib import Path
import numpy as np
from PIL import Image, ImageDraw, ImageFont

SEED = 20261123
F = np.float32
HERE = Path(__file__).resolve().parent
FONTS = HERE.parent.parent.parent / "fonts"


# ------------------------------------------------------------------ noise

_T2 = np.random.default_rng(SEED).random((512, 512)).astype(F).ravel()
_T3 = np.random.default_rng(SEED + 1).random((64, 64, 64)).astype(F).ravel()


def hash1(n, seed=0):
    """Integer array -> uniform [0, 1)."""
    n = (np.asarray(n).astype(np.int64) * 747796405 + 2891336453 + seed * 1013904223) & 0xFFFFFFFF
    n = ((n >> ((n >> 28) + 4)) ^ n) * 277803737 & 0xFFFFFFFF
    return (((n >> 22) ^ n) & 0xFFFFFF).astype(F) / F(0x1000000)


def hash2(a, b, seed=0):
    return hash1(np.asarray(a).astype(np.int64) * 8191 + np.asarray(b).astype(np.int64) * 131, seed)


def noise2(x, y, seed=0):
    """Smooth value noise in [0, 1] at arbitrary points."""
    x = np.asarray(x, F) + F(seed * 17.31 % 512)
    y = np.asarray(y, F) + F(seed * 41.77 % 512)
    ix, iy = np.floor(x), np.floor(y)
    fx, fy = x - ix, y - iy
    fx = fx * fx * (3 - 2 * fx)
    fy = fy * fy * (3 - 2 * fy)
    ix = ix.astype(np.int32)
    iy = iy.astype(np.int32)
    x0, x1 = ix & 511, (ix + 1) & 511
    y0, y1 = (iy & 511) << 9, ((iy + 1) & 511) << 9
    a, b = _T2[y0 + x0], _T2[y0 + x1]
    c, d = _T2[y1 + x0], _T2[y1 + x1]
    a = a + (b - a) * fx
    c = c + (d - c) * fx
    return a + (c - a) * fy


def fbm2(x, y, octaves=5, seed=0, gain=0.5, lac=2.03):
    s, a, tot = 0, 1.0, 0.0
    for i in range(octaves):
        s = s + F(a) * noise2(x, y, seed + i * 7)
        tot += a
        a *= gain
        x, y = F(lac * 0.8) * x - F(lac * 0.6) * y, F(lac * 0.6) * x + F(lac * 0.8) * y
    return s / F(tot)


def noise3(p, seed=0):
    o = np.array([seed * 13.7 % 64, seed * 29.3 % 64, seed * 7.9 % 64], F)[:, None]
    p = p + o
    i = np.floor(p)
    f = p - i
    f = f * f * (3 - 2 * f)
    i = i.astype(np.int32)
    i0 = i & 63
    i1 = (i + 1) & 63
    x0, x1 = i0[0], i1[0]
    y0, y1 = i0[1] << 6, i1[1] << 6
    z0, z1 = i0[2] << 12, i1[2] << 12
    fx, fy, fz = f

    def lx(yz):
        a = _T3[yz + x0]
        return a + (_T3[yz + x1] - a) * fx
    a, b = lx(y0 + z0), lx(y1 + z0)
    c, d = lx(y0 + z1), lx(y1 + z1)
    a = a + (b - a) * fy
    c = c + (d - c) * fy
    return a + (c - a) * fz


def fbm3(p, octaves=4, seed=0, gain=0.5):
    s, a, tot = 0, 1.0, 0.0
    for i in range(octaves):
        s = s + F(a) * noise3(p, seed + i * 5)
        tot += a
        a *= gain
        p = p * F(2.03)
    return s / F(tot)


# ------------------------------------------------------------------ small helpers

def sstep(a, b, x):
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, t):
    return a + (b - a) * t


def lin(r, g=None, b=None):
    """sRGB 0-255 -> linear float32 column."""
    if g is None:
        g = b = r
    c = np.array([r, g, b], np.float64) / 255
    c = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return c.astype(F)


def col(r, g=None, b=None):
    return lin(r, g, b)[:, None]


def to_srgb(x):
    x = np.clip(x, 0, None)
    return np.where(x <= 0.0031308, x * 12.92, 1.055 * np.power(np.maximum(x, 1e-8), 1 / 2.4) - 0.055)


def blur(a, r):
    """Gaussian blur of a 2-D or (h, w, c) float array through the FFT, edges mirrored."""
    if r <= 0:
        return a
    if a.ndim == 3:
        return np.stack([blur(a[..., i], r) for i in range(a.shape[2])], -1)
    pad = int(3 * r) + 2
    b = np.pad(a, pad, mode="reflect" if pad < min(a.shape) else "edge")
    h, w = b.shape
    fy = np.fft.fftfreq(h)[:, None]
    fx = np.fft.rfftfreq(w)[None]
    k = np.exp(-2 * (np.pi * r) ** 2 * (fx * fx + fy * fy))
    b = np.fft.irfft2(np.fft.rfft2(b) * k, s=(h, w))
    return b[pad:pad + a.shape[0], pad:pad + a.shape[1]].astype(F)


def shrink(a, w, h):
    """Area-like reduction of a float image (h, w, c)."""
    return np.stack([np.asarray(Image.fromarray(np.ascontiguousarray(a[..., i], F), "F")
                                .resize((w, h), Image.LANCZOS)) for i in range(a.shape[2])], -1)


def bilin(img, x, y):
    """Sample (h, w[, c]) at float coordinates, clamped."""
    h, w = img.shape[:2]
    x = np.clip(x, 0, w - 1.001)
    y = np.clip(y, 0, h - 1.001)
    ix, iy = x.astype(np.int32), y.astype(np.int32)
    fx, fy = (x - ix).astype(F), (y - iy).astype(F)
    if img.ndim == 3:
        fx, fy = fx[..., None], fy[..., None]
    a = mix(img[iy, ix], img[iy, ix + 1], fx)
    b = mix(img[iy + 1, ix], img[iy + 1, ix + 1], fx)
    return mix(a, b, fy)


# ------------------------------------------------------------------ finishing and saving

def film(x, white=4.0):
    """Filmic shoulder on linear light, normalised so that `white` maps to 1."""
    def f(v):
        return (v * (2.51 * v + 0.03)) / (v * (2.43 * v + 0.59) + 0.14)
    return f(np.clip(x, 0, None) * 0.8) / f(white * 0.8)


def finish(srgb, name, seed, size=None, grain=0.011, sharpen=0.5, lo=0.14, hi=0.955, vignette=0.10,
           out=None, quality=88):
    """srgb: float (h, w, 3) in 0..1. Vignette, sharpening, grain, press tonal range, JPEG."""
    h, w = srgb.shape[:2]
    x = srgb.astype(F)
    if sharpen:
        x = x + F(sharpen) * (x - blur(x, 1.1))
    yy, xx = np.mgrid[0:h, 0:w].astype(F)
    r2 = ((xx / w - 0.5) ** 2 + (yy / h - 0.5) ** 2) * 2
    x = x * (1 - vignette * r2 ** 1.2)[..., None]
    x = np.clip(x, 0, 1)
    rng = np.random.default_rng(SEED + seed)
    g = blur(rng.standard_normal((h, w)).astype(F), 0.75)
    g /= g.std()
    lum = x.mean(-1)
    x = x + (grain * g * (0.55 + 1.8 * lum * (1 - lum)))[..., None]
    x = lo + (hi - lo) * np.clip(x, 0, 1)
    im = Image.fromarray((np.clip(x, 0, 1) * 255 + 0.5).astype(np.uint8), "RGB")
    path = Path(out or HERE) / (name + ".jpg")
    im.save(path, quality=quality, optimize=True, progressive=True, subsampling=2, dpi=(200, 200))
    print(f"{path.name}: {w}x{h}, {path.stat().st_size / 1000:.0f} kB", flush=True)
    return im


# ------------------------------------------------------------------ signed distance tools
# points are float32 arrays of shape (3, n)

def dot(a, b):
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def unit(v):
    return v / np.sqrt(np.maximum(dot(v, v), F(1e-20)))


def box(x, y, z, hx, hy, hz, r=0.0):
    x = np.abs(x) - F(hx - r)
    y = np.abs(y) - F(hy - r)
    z = np.abs(z) - F(hz - r)
    m = np.minimum(np.maximum(x, np.maximum(y, z)), 0)
    x = np.maximum(x, 0)
    y = np.maximum(y, 0)
    z = np.maximum(z, 0)
    return np.sqrt(x * x + y * y + z * z) + m - F(r)


def box2(x, y, hx, hy, r=0.0):
    x = np.abs(x) - F(hx - r)
    y = np.abs(y) - F(hy - r)
    m = np.minimum(np.maximum(x, y), 0)
    x = np.maximum(x, 0)
    y = np.maximum(y, 0)
    return np.sqrt(x * x + y * y) + m - F(r)


def capsule(p, a, b, r, r2=None):
    a = np.asarray(a, F)
    b = np.asarray(b, F)
    d = b - a
    x, y, z = p[0] - a[0], p[1] - a[1], p[2] - a[2]
    t = np.clip((x * d[0] + y * d[1] + z * d[2]) / F(d @ d), 0, 1)
    x = x - t * d[0]
    y = y - t * d[1]
    z = z - t * d[2]
    r = F(r) if r2 is None else F(r) + F(r2 - r) * t
    return np.sqrt(x * x + y * y + z * z) - r


def ellipsoid(p, c, r):
    x, y, z = (p[0] - F(c[0])) / F(r[0]), (p[1] - F(c[1])) / F(r[1]), (p[2] - F(c[2])) / F(r[2])
    k = np.sqrt(x * x + y * y + z * z)
    return (k - 1) * F(min(r))


def smin(a, b, k):
    h = np.maximum(F(k) - np.abs(a - b), 0) / F(k)
    return np.minimum(a, b) - h * h * F(k * 0.25)


def smax(a, b, k):
    return -smin(-a, -b, k)


def rot(x, y, a):
    c, s = F(math.cos(a)), F(math.sin(a))
    return c * x + s * y, c * y - s * x


class Part:
    """One distance function, its material number (or a function giving it) and an optional box."""

    def __init__(self, f, mat, lo=None, hi=None, margin=0.25):
        self.f, self.mat, self.margin = f, mat, F(margin)
        self.box = None
        if lo is not None:
            lo, hi = np.asarray(lo, F), np.asarray(hi, F)
            self.box = ((lo + hi) / 2, (hi - lo) / 2)

    def __call__(self, p):
        if self.box is None:
            return self.f(p)
        c, h = self.box
        d = box(p[0] - c[0], p[1] - c[1], p[2] - c[2], *h)
        m = d < self.margin
        if m.all():
            return self.f(p)
        d = np.maximum(d, self.margin * F(0.5))
        if m.any():
            d[m] = self.f(np.ascontiguousarray(p[:, m]))
        return d


class Scene:
    """parts, material(p, n, ids, d) -> (albedo, emission, rough, f0, normal), lights, sky(d).

    `build` lays a coarse grid over the scene: each cell knows a safe step and which parts are near.
    """
    eps = 1e-3
    relax = 0.9
    tmax = 100.0
    steps = 110
    clamp = 6.0
    open = False

    def full(self, p):
        d = self.parts[0](p)
        for q in self.parts[1:]:
            d = np.minimum(d, q(p))
        return d

    def build(self, lo, hi, g):
        lo = np.asarray(lo, F)
        n = np.ceil((np.asarray(hi, F) - lo) / g).astype(int)
        self.g, self.lo, self.n = F(g), lo[:, None], n
        r = g * 0.5 * math.sqrt(3) * 1.15
        self.cap = F(2 * g)
        safe = np.empty(n[::-1], F)
        flags = np.zeros(n[::-1], np.uint64)
        xs, ys = ((np.arange(n[i]) + 0.5) * g + lo[i] for i in (0, 1))
        X, Y = np.meshgrid(xs.astype(F), ys.astype(F))
        for k in range(n[2]):
            p = np.stack([X.ravel(), Y.ravel(), np.full(X.size, lo[2] + (k + 0.5) * g, F)])
            best, fl = np.full(X.size, 1e9, F), np.zeros(X.size, np.uint64)
            for i, q in enumerate(self.parts):
                d = q(p)
                best = np.minimum(best, d)
                fl |= np.where(d < self.cap + r, np.uint64(1 << i), np.uint64(0))
            safe[k] = (best - F(r)).reshape(X.shape)
            flags[k] = fl.reshape(X.shape)
        self.safe, self.flags = safe.ravel(), flags.ravel()

    def cell(self, p):
        i = ((p - self.lo) / self.g).astype(np.int32)
        nx, ny, nz = self.n
        ok = (p > self.lo).all(0) & (i[0] < nx) & (i[1] < ny) & (i[2] < nz)
        return np.where(ok, (i[2] * ny + i[1]) * nx + i[0], -1)

    def near(self, p, c, ids=False):
        """Exact distance (capped) using only the parts flagged in the cells c."""
        fl = self.flags[np.maximum(c, 0)]
        best = np.full(p.shape[1], self.cap, F)
        if ids:
            who = np.zeros(p.shape[1], np.int32)
        allf = int(np.bitwise_or.reduce(fl)) if len(fl) else 0
        for i, q in enumerate(self.parts):
            if not allf >> i & 1:
                continue
            m = np.flatnonzero(fl & np.uint64(1 << i))
            if not m.size:
                continue
            every = m.size == p.shape[1]
            pm = p if every else p[:, m]
            d = q.f(pm)
            if ids:
                k = d < best[m]
                w = q.mat(pm) if callable(q.mat) else q.mat
                who[m[k]] = w[k] if callable(q.mat) else w
            if every:
                best = np.minimum(best, d)
            else:
                best[m] = np.minimum(best[m], d)
        out = c < 0
        if out.any():
            if ids:
                b = best.copy()
                b[out] = 1e9
                for q in self.parts:
                    d = q(p[:, out])
                    k = d < b[out]
                    w = q.mat(p[:, out]) if callable(q.mat) else np.full(len(k), q.mat)
                    mm = np.flatnonzero(out)[k]
                    who[mm] = w[k]
                    b[mm] = d[k]
            else:
                best[out] = self.full(p[:, out])
        return who if ids else best

    def dist(self, p):
        return self.near(p, self.cell(p))

    def step(self, p):
        c = self.cell(p)
        s = np.where(c >= 0, self.safe[np.maximum(c, 0)], F(0))
        m = np.flatnonzero(s < self.g * F(0.4))
        if m.size:
            s[m] = self.near(np.ascontiguousarray(p[:, m]), c[m])
        return s

    def ident(self, p):
        return self.near(p, self.cell(p), True)

    def march(self, o, d, tmax, steps=None, loose=1.0):
        n = o.shape[1]
        if np.ndim(tmax) == 0:
            tmax = np.full(n, tmax, F)
        t = np.zeros(n, F)
        hit = np.zeros(n, bool)
        idx = np.arange(n)
        oo, dd, tt, tm = o, d, t.copy(), tmax
        eps, relax = F(self.eps * loose), F(self.relax)
        last = (steps or self.steps) - 1
        for i in range(last + 1):
            s = self.step(oo + dd * tt)
            h = s < eps * (1 + F(0.25) * tt)
            tt = np.where(h, tt, tt + s * relax)
            out = h | (tt > tm)
            k = ~out
            left = int(k.sum())
            if left < 0.75 * k.size or i == last or left == 0:
                t[idx] = tt
                hit[idx[h]] = True
                if i == last:          # out of steps: a hit, unless the scene is open and nothing is close
                    hit[idx[k]] = not self.open or s[k] < eps * 12
                    break
                if not left:
                    break
                idx, oo, dd, tt, tm = idx[k], oo[:, k], dd[:, k], tt[k], tm[k]
        return t, hit

    def normal(self, p, e=None):
        e = F(e or self.eps * 1.5)
        k = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], F)
        n = 0
        for v in k:
            n = n + v[:, None] * self.dist(p + v[:, None] * e)
        return unit(n)

    def ambient(self, p):
        return F(0)

    def sky(self, d):
        return np.zeros_like(d)

    # -------------------------------------------------------------- path tracing
    def radiance(self, o, d, rng, depth, seq=None):
        """seq(k): low-discrepancy numbers for dimension k at the first hit."""
        n = o.shape[1]
        L = np.zeros((3, n), F)
        aux = np.zeros((7, n), F)      # albedo, normal, distance
        T = np.ones((3, n), F)
        idx = np.arange(n)
        spec = np.ones(n, bool)
        for b in range(depth):
            t, hit = self.march(o, d, self.tmax) if b == 0 else self.march(o, d, self.tmax, 64, 2.0)
            if (~hit).any():
                m = ~hit
                c = T[:, m] * self.sky(d[:, m])
                if b:
                    c = np.minimum(c, self.clamp)
                L[:, idx[m]] += c
                if b == 0:
                    aux[:3, idx[m]] = 1
                    aux[6, idx[m]] = self.tmax
            if not hit.any():
                break
            idx, o, d, t = idx[hit], o[:, hit], d[:, hit], t[hit]
            T, spec = T[:, hit], spec[hit]
            p = o + d * t
            nn = self.normal(p)
            ids = self.ident(p)
            alb, emi, rough, f0, nn = self.material(p, nn, ids, d)
            back = dot(nn, d) > 0
            nn = np.where(back, -nn, nn)
            if b == 0:
                aux[:3, idx] = np.clip(alb, 0.02, 1) + np.minimum(emi, 1)
                aux[3:6, idx] = nn
                aux[6, idx] = t
            L[:, idx] += np.where(spec, T * emi, 0) if b == 0 else np.minimum(np.where(spec, T * emi, 0), self.clamp)
            # direct light
            sq = [seq(k)[idx] if b == 0 and seq else rng.random(len(idx), F) for k in range(6)]
            ld, lc, lt = self.sample_light(p, nn, sq[0], sq[1], sq[2])
            ndl = dot(nn, ld)
            q = p + nn * F(self.eps * 3)
            use = (ndl > 0) & (lc.max(0) > 1e-5)
            if use.any():
                vis = np.zeros(len(ndl), bool)
                _, sh = self.march(q[:, use], ld[:, use], lt[use], 56, 1.5)
                vis[np.flatnonzero(use)[~sh]] = True
                c = T * alb * lc * np.where(vis, ndl, 0) * F(1 / math.pi)
                L[:, idx] += c if b == 0 else np.minimum(c, self.clamp)
            if b + 1 == depth:
                L[:, idx] += T * alb * self.ambient(p)
                break
            # bounce
            cosv = np.clip(-dot(nn, d), 0, 1)
            fr = f0 + (1 - f0) * (1 - cosv) ** 5 * (1 - rough * F(0.9))
            ps = np.clip(fr, 0.0, 1.0)
            spec = sq[3] < ps
            u1 = sq[4]
            u2 = sq[5] * F(2 * math.pi)
            r = np.sqrt(u1)
            # cosine lobe round the normal
            sg = np.where(nn[2] >= 0, F(1), F(-1))
            a = -1 / (sg + nn[2])
            bb = nn[0] * nn[1] * a
            t1 = np.stack([1 + sg * nn[0] * nn[0] * a, sg * bb, -sg * nn[0]])
            t2 = np.stack([bb, sg + nn[1] * nn[1] * a, -nn[1]])
            dif = t1 * (r * np.cos(u2)) + t2 * (r * np.sin(u2)) + nn * np.sqrt(1 - u1)
            ref = d - nn * (2 * dot(nn, d))
            ref = unit(ref + rough * rough * F(1.2) * unit(rng.standard_normal(d.shape, F)) * rng.random(len(ps), F))
            ok = dot(ref, nn) > 0.02
            spec &= ok
            d = np.where(spec, ref, dif)
            T = T * np.where(spec, np.where(self.metal(ids), alb, 1), alb)
            o = q
            kill = T.max(0) < 0.02
            if kill.any():
                k = ~kill
                o, d, T, spec, idx = o[:, k], d[:, k], T[:, k], spec[k], idx[k]
                if not k.any():
                    break
        return L, aux

    def metal(self, ids):
        return np.zeros(len(ids), bool)

    def sample_light(self, p, n, u, a, b):
        """Pick one rectangle light per point, weighted by power over squared distance."""
        W = []
        for l in self.lights:
            v = l["c"][:, None] - p
            d2 = dot(v, v) + l["area"] * F(0.3)
            side = np.clip(-dot(l["n"][:, None], v) / np.sqrt(d2), 0.0, 1) + F(0.08)
            W.append(l["power"] * side / d2)
        W = np.stack(W)
        cum = np.cumsum(W, 0)
        tot = cum[-1]
        u = u * tot
        k = np.minimum((cum < u).sum(0), len(self.lights) - 1)
        pk = W[k, np.arange(len(k))] / tot
        C = np.stack([l["c"] for l in self.lights], 1)[:, k]
        U = np.stack([l["u"] for l in self.lights], 1)[:, k]
        V = np.stack([l["v"] for l in self.lights], 1)[:, k]
        Nn = np.stack([l["n"] for l in self.lights], 1)[:, k]
        E = np.stack([l["e"] for l in self.lights], 1)[:, k]
        A = np.array([l["area"] for l in self.lights], F)[k]
        a, b = a * 2 - 1, b * 2 - 1
        v = C + U * a + V * b - p
        d2 = dot(v, v)
        dist = np.sqrt(d2)
        v = v / dist
        cl = np.maximum(-dot(Nn, v), 0)
        return v, E * (cl * A / np.maximum(d2, F(1e-6)) / np.maximum(pk, F(1e-6))), dist * F(0.995) - F(self.eps * 6)


def rect(c, u, v, e):
    """Rectangle light: centre, half edges, emission; shines to the side of cross(u, v)."""
    c, u, v, e = (np.asarray(q, F) for q in (c, u, v, e))
    n = np.cross(u, v)
    area = 4 * np.linalg.norm(n)
    n = (n / np.linalg.norm(n)).astype(F)
    return dict(c=c, u=u, v=v, n=n, e=e, area=F(area), power=F(e.mean() * area))


class Cam:
    def __init__(self, eye, at, fov, w, h, shift=0.0, aperture=0.0, focus=1.0, roll=0.0):
        self.eye = np.asarray(eye, F)
        f = np.asarray(at, np.float64) - self.eye
        f = f / np.linalg.norm(f)
        r = np.cross([math.sin(roll), math.cos(roll), 0], f)
        r /= np.linalg.norm(r)
        u = np.cross(f, r)
        self.f, self.r, self.u = f.astype(F), r.astype(F), u.astype(F)
        self.k = math.tan(math.radians(fov) / 2)
        self.w, self.h, self.shift, self.ap, self.focus = w, h, shift, aperture, focus

    def rays(self, px, py, rng):
        """px, py: float pixel positions."""
        x = (2 * px / self.w - 1) * F(self.k)
        y = (1 - 2 * py / self.h) * F(self.k * self.h / self.w) + F(self.shift)
        d = self.f[:, None] + self.r[:, None] * x + self.u[:, None] * y
        o = np.repeat(self.eye[:, None], d.shape[1], 1)
        if self.ap:
            a = rng.random(d.shape[1], F) * F(2 * math.pi)
            r = np.sqrt(rng.random(d.shape[1], F)) * F(self.ap)
            off = self.r[:, None] * (r * np.cos(a)) + self.u[:, None] * (r * np.sin(a))
            d = d * F(self.focus) - off
            o = o + off
        return o, unit(d).astype(F)

    def project(self, p):
        """World (3, n) -> pixel x, y, depth."""
        v = np.asarray(p, np.float64) - self.eye.astype(np.float64)[:, None]
        z = self.f @ v
        x = (self.r @ v) / z / self.k
        y = ((self.u @ v) / z - self.shift) / (self.k * self.h / self.w)
        return (x + 1) / 2 * self.w, (1 - y) / 2 * self.h, z


_JOB = {}


def _strip(args):
    y0, y1 = args
    sc, cam, spp, depth, seed = _JOB["v"]
    w = cam.w
    rng = np.random.default_rng([SEED, seed, y0])
    px, py = np.meshgrid(np.arange(w, dtype=F), np.arange(y0, y1, dtype=F))
    px, py = px.ravel(), py.ravel()
    acc, aux = 0, 0
    k = int(math.ceil(math.sqrt(spp)))
    base = rng.random((6, px.size), F)
    g = 1.0
    for _ in range(40):
        g = (1 + g) ** (1 / 7)
    for s in range(spp):
        seq = lambda j, s=s: (base[j] + F((s * g ** -(j + 1)) % 1)) % F(1)
        jx = ((s % k) + rng.random(px.size, F)) / k
        jy = (((s // k) % k) + rng.random(px.size, F)) / k
        o, d = cam.rays(px + jx, py + jy, rng)
        L, a = sc.radiance(o, d, rng, depth, seq)
        m = L.max(0)
        L = L * np.minimum(1, sc.clamp * 3 / np.maximum(m, F(1e-6)))
        acc = acc + L
        aux = aux + a
    return y0, (acc / spp).T.reshape(y1 - y0, w, 3), (aux / spp).T.reshape(y1 - y0, w, 7)


def render(sc, cam, spp, depth, seed):
    t = time.time()
    _JOB["v"] = (sc, cam, spp, depth, seed)
    rows = max(2, 48000 // cam.w)
    jobs = [(y, min(y + rows, cam.h)) for y in range(0, cam.h, rows)]
    img = np.zeros((cam.h, cam.w, 3), F)
    aux = np.zeros((cam.h, cam.w, 7), F)
    with Pool(os.cpu_count()) as pool:
        for y0, a, b in pool.imap_unordered(_strip, jobs):
            img[y0:y0 + len(a)] = a
            aux[y0:y0 + len(a)] = b
    print(f"traced {cam.w}x{cam.h} at {spp} spp in {time.time() - t:.0f} s", flush=True)
    return img, aux


def despeckle(x):
    """Hold every value between the second lowest and second highest of its eight neighbours."""
    h, w = x.shape[:2]
    p = np.pad(x, [(1, 1), (1, 1), (0, 0)], mode="edge")
    n = np.sort(np.stack([p[i:i + h, j:j + w] for i in range(3) for j in range(3) if (i, j) != (1, 1)]), 0)
    return np.clip(x, n[1], n[-2])


def levels(x, black=0.3, white=99.7, gamma=1.0, curve=0.0):
    """Stretch luminance percentiles to 0..1, then gamma and an S curve."""
    l = x.mean(-1)
    a, b = np.percentile(l, [black, white])
    x = np.clip((x - a) / (b - a), 0, 1) ** gamma
    return mix(x, x * x * (3 - 2 * x), curve)


def denoise(img, aux, levels=4, sc=0.6, sn=0.25, sz=0.03, sa=0.12):
    """Edge-avoiding a-trous filter on light divided by albedo."""
    alb = np.clip(aux[..., :3], 0.02, None)
    x = despeckle(img / alb)
    k1 = np.array([1, 4, 6, 4, 1], F) / 16
    h, w = img.shape[:2]
    z = np.log(np.maximum(aux[..., 6], 1e-3))
    for lv in range(levels):
        st = 1 << lv
        lum = np.log(x.mean(-1) + 0.02)
        num = np.zeros_like(x)
        den = np.zeros((h, w), F)
        pad = 2 * st
        def P(a):
            return np.pad(a, [(pad, pad), (pad, pad)] + [(0, 0)] * (a.ndim - 2), mode="edge")
        X, N, Z, Lm, A = P(x), P(aux[..., 3:6]), P(z), P(blur(lum, 1.0 + lv)), P(alb)
        L0 = Lm[pad:pad + h, pad:pad + w]
        for i in range(5):
            for j in range(5):
                ys, xs = i * st, j * st
                s = (slice(ys, ys + h), slice(xs, xs + w))
                wgt = k1[i] * k1[j]
                dn = ((N[s] - aux[..., 3:6]) ** 2).sum(-1)
                da = ((A[s] - alb) ** 2).sum(-1)
                e = dn / sn ** 2 + np.abs(Z[s] - z) / (sz * (1 + lv)) + np.abs(Lm[s] - L0) / (sc / (1 + 0.3 * lv)) + da / sa ** 2
                wt = wgt * np.exp(-e)
                num += X[s] * wt[..., None]
                den += wt
        x = num / den[..., None]
    return x * alb



# ------------------------------------------------------------------ particle strokes

class Spray:
    """Additive buffer of tiny particles: density and colour, turned into paint by `over`."""

    def __init__(self, w, h):
        self.w, self.h = w, h
        self.buf = np.zeros((4, h * w), np.float64)
        self.todo, self.count = [], 0

    def add(self, x, y, wt, rgb):
        """x, y: pixel positions; wt: weight (scalar or n); rgb: (3,) or (3, n)."""
        x = np.asarray(x, F).ravel() - F(0.5)
        y = np.asarray(y, F).ravel() - F(0.5)
        ok = (x > 0) & (y > 0) & (x < self.w - 1) & (y < self.h - 1)
        if not ok.any():
            return
        q = np.empty((6, int(ok.sum())), F)
        q[0], q[1] = x[ok], y[ok]
        q[2] = np.broadcast_to(np.asarray(wt, F), x.shape)[ok]
        q[3:] = np.broadcast_to(np.asarray(rgb, F).reshape(3, -1), (3, ok.size))[:, ok]
        self.todo.append(q)
        self.count += q.shape[1]
        if self.count > 3_000_000:
            self.flush()

    def flush(self):
        if not self.todo:
            return
        x, y, wt, *rgb = np.concatenate(self.todo, 1)
        self.todo, self.count = [], 0
        x0, y0 = int(x.min()), int(y.min())
        W, H = int(x.max()) + 2 - x0, int(y.max()) + 2 - y0
        ix, iy = x.astype(np.int64), y.astype(np.int64)
        fx, fy = x - ix, y - iy
        acc = np.zeros((4, H * W))
        for dy in (0, 1):
            for dx in (0, 1):
                q = wt * (fx if dx else 1 - fx) * (fy if dy else 1 - fy)
                k = (iy + dy - y0) * W + ix + dx - x0
                for c in range(3):
                    acc[c] += np.bincount(k, q * rgb[c], H * W)
                acc[3] += np.bincount(k, q, H * W)
        b = self.buf.reshape(4, self.h, self.w)
        b[:, y0:y0 + H, x0:x0 + W] += acc.reshape(4, H, W)

    def planes(self):
        self.flush()
        d = self.buf[3].reshape(self.h, self.w)
        c = self.buf[:3].reshape(3, self.h, self.w).transpose(1, 2, 0) / np.maximum(d, 1e-9)[..., None]
        return c.astype(F), d.astype(F)

    def over(self, img, k=1.0, soft=0.0):
        c, d = self.planes()
        if soft:
            c = blur(c * d[..., None], soft) / np.maximum(blur(d, soft), 1e-6)[..., None]
            d = blur(d, soft)
        a = 1 - np.exp(-k * d)
        return mix(img, c, a[..., None])


def plume(rng, base, way, length, droop, n=46, hairs=26, fluff=1.0):
    """Reed plume: points (3, m), outward offset (3, m) and position along the axis (m)."""
    base, way, droop = (np.asarray(v, np.float64) for v in (base, way, droop))
    way = way / np.linalg.norm(way)
    t = np.sort(rng.random(n)) ** 0.9
    ax = base[:, None] + way[:, None] * (length * t) + droop[:, None] * (length * t * t)
    tang = way[:, None] + droop[:, None] * (2 * t)
    tang /= np.linalg.norm(tang, axis=0)
    rad = rng.standard_normal((3, n))
    rad -= tang * (rad * tang).sum(0)
    rad /= np.linalg.norm(rad, axis=0)
    lb = length * 0.42 * (0.25 + np.sin(np.pi * np.clip(t * 0.85 + 0.12, 0, 1)) ** 0.8) * rng.uniform(0.6, 1.1, n) * fluff
    s = rng.random((n, hairs))
    P = (ax[:, :, None] + tang[:, :, None] * (lb[:, None] * s * 0.80)[None]
         + rad[:, :, None] * (lb[:, None] * 0.34 * s ** 0.8)[None]
         + droop[:, None, None] * (lb[:, None] * 0.9 * s * s)[None])
    hd = rng.standard_normal((3, n, hairs)) * 0.55 + tang[:, :, None] * 0.9 + rad[:, :, None] * 0.4
    hl = length * 0.055 * rng.uniform(0.4, 1.2, (n, hairs)) * fluff
    q = np.linspace(0, 1, 7)
    pts = P[..., None] + hd[..., None] * (hl[..., None] * q)[None]
    off = (pts - ax[:, :, None, None])
    tt = np.broadcast_to(t[:, None, None], pts.shape[1:])
    fade = np.broadcast_to(1 - 0.6 * q, pts.shape[1:])
    return pts.reshape(3, -1), off.reshape(3, -1) / length, tt.ravel(), fade.ravel()


# ------------------------------------------------------------------ 2 workshop


def banner_texture(text, w, h, font="NotoSansCJKsc-Bold.news.otf"):
    im = Image.new("L", (w, h), 0)
    d = ImageDraw.Draw(im)
    n = len(text)
    size = int(h * 0.62)
    f = ImageFont.truetype(str(FONTS / font), size)
    step = (w - h * 0.8) / n
    for i, c in enumerate(text):
        d.text((h * 0.4 + step * (i + 0.5), h * 0.5), c, font=f, fill=255, anchor="mm")
    return np.asarray(im, F) / 255


def person(p, x, z, turn, pose, tall=1.72):
    """Worker in overalls; returns distance to (skin, cloth, cap, shoe) as one array each."""
    X, Z = rot(p[0] - F(x), p[2] - F(z), turn)
    q = np.stack([X, p[1] * F(1.72 / tall), Z])
    s = pose
    fold = (noise3(q * F(9.0), 3) - 0.5) * F(0.022)
    # torso, hips
    t = ellipsoid(q, (0, 1.22, 0.0), (0.205, 0.27, 0.135))
    t = smin(t, capsule(q, (-0.14, 1.40, 0), (0.14, 1.40, 0), 0.085), 0.10)
    t = smin(t, ellipsoid(q, (0, 0.96, 0), (0.185, 0.17, 0.135)), 0.12)
    t = smin(t, capsule(q, (0, 1.42, 0), (0, 1.50, 0.005), 0.055), 0.05)
    # legs
    a = s.get("step", 0.0)
    legs = smin(capsule(q, (-0.10, 0.90, 0), (-0.115, 0.48, a * 0.5 + 0.02), 0.098, 0.075),
                capsule(q, (-0.115, 0.48, a * 0.5 + 0.02), (-0.12, 0.08, a), 0.078, 0.066), 0.04)
    leg2 = smin(capsule(q, (0.10, 0.90, 0), (0.115, 0.48, -a * 0.3 + 0.02), 0.098, 0.075),
                capsule(q, (0.115, 0.48, -a * 0.3 + 0.02), (0.12, 0.08, -a), 0.078, 0.066), 0.04)
    t = smin(t, np.minimum(legs, leg2), 0.06)
    hands = None
    for sx, (e, h) in zip((-1, 1), s["arms"]):
        sh = (sx * 0.205, 1.41, 0.0)
        arm = smin(capsule(q, sh, e, 0.062, 0.05), capsule(q, e, h, 0.05, 0.04), 0.03)
        t = smin(t, arm, 0.05)
        dh = np.array(h) - np.array(e)
        dh = dh / np.linalg.norm(dh)
        hd = capsule(q, np.array(h) + dh * 0.03, np.array(h) + dh * 0.11, 0.036, 0.03)
        hands = hd if hands is None else np.minimum(hands, hd)
    cloth = t + fold
    hx, hz = s.get("head", (0, 0.03))
    head = smin(ellipsoid(q, (hx, 1.615, hz), (0.078, 0.108, 0.092)), capsule(q, (0, 1.48, 0), (hx, 1.56, hz), 0.05), 0.03)
    skin = np.minimum(head, hands)
    cap = smax(ellipsoid(q, (hx, 1.645, hz - 0.005), (0.092, 0.095, 0.108)), 1.645 - q[1], 0.01)
    if s.get("bare"):
        cap = smax(ellipsoid(q, (hx, 1.632, hz - 0.012), (0.088, 0.100, 0.102)), np.minimum(1.672 - q[1], q[2] - F(hz + 0.018)), 0.012)
    else:
        cap = smin(cap, box(q[0] - F(hx), q[1] - F(1.65), q[2] - F(hz + 0.10), 0.065, 0.008, 0.06, 0.008), 0.02)
    shoe = np.minimum(capsule(q, (-0.12, 0.045, a - 0.02), (-0.13, 0.04, a + 0.14), 0.05, 0.042),
                      capsule(q, (0.12, 0.045, -a - 0.02), (0.13, 0.04, -a + 0.14), 0.05, 0.042))
    return skin, cloth, cap, shoe


WALK = dict(step=0.24, arms=[((-0.27, 1.14, -0.06), (-0.25, 0.90, 0.08)), ((0.27, 1.14, 0.05), (0.25, 0.90, 0.17))])
WALK2 = dict(step=-0.20, arms=[((-0.27, 1.14, 0.06), (-0.20, 1.02, 0.26)), ((0.27, 1.14, -0.04), (0.26, 0.90, -0.05))])
WORK = dict(step=0.06, head=(0.0, 0.075), arms=[((-0.27, 1.15, 0.12), (-0.14, 1.16, 0.40)), ((0.28, 1.20, 0.14), (0.17, 1.28, 0.44))])
READ = dict(step=0.05, head=(0.02, 0.07), arms=[((-0.27, 1.13, 0.05), (-0.08, 1.12, 0.28)), ((0.27, 1.13, 0.05), (0.10, 1.08, 0.29))])
# x, z, turn, pose, height
PEOPLE = [
    (-1.80, 7.0, 1.25, WORK, 1.70),
    (1.05, 11.6, -0.35, READ, 1.66),
    (0.45, 11.95, 2.7, dict(READ, arms=WALK["arms"]), 1.76),
    (1.95, 16.3, -1.5, WORK, 1.74),
    (-0.75, 20.5, 0.0, WALK, 1.72),
    (-1.95, 22.6, 1.6, WORK, 1.68),
    (-0.1, 30.0, 0.1, WALK2, 1.75),
]


class Workshop(Scene):
    PER = 5.0          # roof bay and machine pitch
    eps = 1.5e-3
    relax = 0.88
    tmax = 70.0
    steps = 120
    clamp = 3.0
    ZEND = 46.0

    def __init__(self):
        self.banner = banner_texture("精益求精　一丝不苟", 1200, 150)
        self.plate = banner_texture("安全通道", 500, 120)
        P = self.PER
        self.parts = [
            Part(self.floor, 0),
            Part(self.roof, 1, (-12, 4.6, -20), (12, 8.5, 60), 0.4),
            Part(self.glass, 2, (-12, 4.9, -20), (12, 7.9, 60), 0.4),
            Part(self.frame, 3),
            Part(self.walls, 4),
            Part(self.machine_body, 5, (-9.6, 0, -20), (9.6, 2.6, 60), 0.4),
            Part(self.machine_dark, 6, (-9.6, 0, -20), (9.6, 2.6, 60), 0.4),
            Part(self.machine_win, 7, (-9.6, 0, -20), (9.6, 2.6, 60), 0.4),
            Part(self.duct, 8, (-4.8, 3.6, -20), (4.8, 5.2, 60), 0.4),
            Part(self.lamp, 9, (-2.2, 3.4, -20), (2.2, 4.9, 60), 0.4),
            Part(self.ban, 10, (-3.2, 3.3, 18.3), (3.2, 4.3, 18.7), 0.4),
            Part(self.beacon, 16, (-3.2, 2.0, -20), (3.2, 2.8, 60), 0.3),
            Part(self.screen, 17, (-2.5, 1.0, -20), (2.5, 1.9, 60), 0.3),
            Part(self.cart, 18, (1.6, 0, 8.6), (2.6, 1.3, 10.4), 0.3),
            Part(self.rods, 19, (1.6, 0.5, 8.3), (2.6, 1.3, 10.6), 0.3),
        ]
        for i, (x, z, a, pose, tall) in enumerate(PEOPLE):
            who = (x, z, a, pose, tall)
            self.parts.append(Part(lambda p, w=who: np.minimum.reduce(person(p, *w)) * F(0.8),
                                   lambda p, w=who: 11 + np.argmin(np.stack(person(p, *w)), 0).astype(np.int32),
                                   (x - 0.6, 0, z - 0.6), (x + 0.6, 1.85, z + 0.6), 0.25))
        self.lights = []
        for k in range(0, 10):
            z = P * k - 0.05
            self.lights.append(rect((0, 6.35, z), (10.5, 0, 0), (0, 0.85, 0), np.array([1.0, 1.06, 1.14]) * 7.5))
        for l in self.lights:      # glass looks towards -z
            if l["n"][2] > 0:
                l["n"] = -l["n"]
        for k in range(0, 16):
            for x in (-1.75, 1.75):
                self.lights.append(rect((x, 3.86, 3.0 * k + 1.5), (0.09, 0, 0), (0, 0, 0.75), np.array([1.0, 0.95, 0.86]) * 30))
        for l in self.lights[10:]:
            l["n"] = np.array([0, -1, 0], F)

        self.build((-10.8, -0.1, -6.2), (10.8, 8.0, 46.2), 0.16)

    def ambient(self, p):
        return F(0.32)

    # geometry
    def floor(self, p):
        return p[1].copy()

    def bay(self, z):
        return z - F(self.PER) * np.round(z / F(self.PER))

    def roof(self, p):
        P = self.PER
        # sloping slab from (z0-P, 5.3) up to (z0, 7.5)
        z = p[2] - F(P) * np.ceil(p[2] / F(P)) + F(P / 2)      # -P/2..P/2
        y = p[1] - F(6.42)
        a = math.atan2(2.15, P)
        zz, yy = rot(z, y, a)
        s = box2(yy, zz, 0.08, P / 2 / math.cos(a) + 0.02)
        # rafters under the slab every 2.5 m
        x = p[0] - F(2.5) * np.round(p[0] / F(2.5))
        r = np.maximum(np.abs(x) - F(0.07), np.maximum(np.abs(yy + F(0.18)) - F(0.13), np.abs(zz) - F(P / 2 + 0.2)))
        return np.minimum(s, r)

    def glass(self, p):
        z = self.bay(p[2])
        g = box2(z, p[1] - F(6.4), 0.02, 0.98)
        return g

    def frame(self, p):
        z = self.bay(p[2])
        x = p[0] - F(0.62) * np.round(p[0] / F(0.62))
        mull = box2(np.abs(x), z + F(0.02), 0.022, 0.05)
        mull = np.maximum(mull, np.abs(p[1] - F(6.4)) - F(1.0))
        rail = box2(p[1] - F(6.4), z + F(0.02), 0.03, 0.05)
        gut = box2(p[1] - F(5.15), z, 0.26, 0.24, 0.02)
        tr = box2(p[1] - F(7.42), z, 0.07, 0.12)
        xc = np.abs(p[0]) - F(5.85)
        colm = box2(xc, z, 0.17, 0.17, 0.015)
        colm = np.maximum(colm, p[1] - F(5.3))
        # tie rods and sprinkler pipe
        xr = p[0] - F(2.5) * np.round(p[0] / F(2.5))
        tie = np.sqrt(xr * xr + (p[1] - F(5.0)) ** 2) - F(0.016)
        pipe = np.sqrt((p[0] - F(1.35)) ** 2 + (p[1] - F(4.78)) ** 2) - F(0.05)
        drop = np.maximum(np.sqrt((p[0] - F(1.35)) ** 2 + (z - F(1.2)) ** 2) - F(0.02), np.abs(p[1] - F(4.66)) - F(0.1))
        d = np.minimum(np.minimum(mull, rail), np.minimum(gut, tr))
        return np.minimum(np.minimum(d, colm), np.minimum(np.minimum(tie, pipe), drop))

    def walls(self, p):
        side = F(10.6) - np.abs(p[0])
        end = F(self.ZEND) - p[2]
        return np.minimum(np.minimum(side, end), p[2] + F(6))

    def mcell(self, p):
        """Machine local frame: u towards the aisle, w along the aisle."""
        row = (np.abs(p[0]) > F(5.9)).astype(F)
        u = F(3.35) + row * F(4.75) - np.abs(p[0])
        w = p[2] - F(5.0) * np.round((p[2] - F(2.4)) / F(5.0)) - F(2.4)
        return u, w

    def machine_body(self, p):
        u, w = self.mcell(p)
        y = p[1]
        hood = box(u + F(0.12), y - F(1.36), w, 0.72, 0.74, 1.62, 0.07)
        # slanted front
        cut = (u - F(0.62)) * F(0.9) + (y - F(1.75)) * F(0.44)
        hood = smax(hood, cut, 0.05)
        win = box(u - F(0.60), y - F(1.42), w + F(0.12), 0.16, 0.36, 0.80, 0.03)
        hood = np.maximum(hood, -win)
        groove = np.abs(np.abs(w - F(1.02)) - F(0.0)) - F(0.008)
        hood = np.maximum(hood, -np.maximum(groove, F(0.50) - u))
        tank = box(u + F(0.3), y - F(0.95), np.abs(w) - F(1.9), 0.38, 0.62, 0.20, 0.03)
        top = box(u + F(0.25), y - F(2.20), w + F(0.4), 0.3, 0.16, 0.42, 0.04)
        arm = box(u - F(0.95), y - F(1.42), w - F(1.18), 0.09, 0.25, 0.20, 0.02)
        return np.minimum(np.minimum(hood, tank), np.minimum(top, arm))

    def machine_dark(self, p):
        u, w = self.mcell(p)
        y = p[1]
        base = box(u + F(0.06), y - F(0.33), w, 0.74, 0.33, 1.68, 0.02)
        arm = box(u - F(0.78), y - F(1.70), w - F(1.18), 0.16, 0.03, 0.03, 0.01)
        pole = np.sqrt((u + F(0.1)) ** 2 + (w - F(1.45)) ** 2) - F(0.018)
        pole = np.maximum(pole, np.abs(y - F(2.2)) - F(0.22))
        handle = np.maximum(np.sqrt((u - F(0.66)) ** 2 + (w - F(0.55)) ** 2) - F(0.018), np.abs(y - F(1.35)) - F(0.25))
        bin_ = box(u - F(0.95), y - F(0.26), w + F(1.2), 0.2, 0.26, 0.28, 0.02)
        bin_ = np.maximum(bin_, -box(u - F(0.95), y - F(0.4), w + F(1.2), 0.17, 0.34, 0.25))
        return np.minimum(np.minimum(np.minimum(base, arm), np.minimum(pole, handle)), bin_)

    def machine_win(self, p):
        u, w = self.mcell(p)
        return box(u - F(0.44), p[1] - F(1.42), w + F(0.12), 0.03, 0.36, 0.80)

    def beacon(self, p):
        u, w = self.mcell(p)
        b = np.maximum(np.sqrt((u + F(0.1)) ** 2 + (w - F(1.45)) ** 2) - F(0.045), np.abs(p[1] - F(2.50)) - F(0.13))
        return np.maximum(b, np.abs(p[0]) - F(5))

    def screen(self, p):
        u, w = self.mcell(p)
        return box(u - F(1.045), p[1] - F(1.48), w - F(1.18), 0.01, 0.12, 0.155)

    def duct(self, p):
        x = np.abs(p[0]) - F(3.95)
        r = np.sqrt(x * x + (p[1] - F(4.35)) ** 2)
        z = p[2] - F(1.25) * np.round(p[2] / F(1.25))
        d = r - F(0.31) - F(0.018) * (np.abs(z) < 0.03)
        return d

    def lamp(self, p):
        x = np.abs(p[0]) - F(1.75)
        z = p[2] - F(3.0) * np.round((p[2] - F(1.5)) / F(3.0)) - F(1.5)
        body = box(x, p[1] - F(3.93), z, 0.12, 0.05, 0.8, 0.01)
        cab = np.maximum(np.maximum(np.abs(x), np.abs(np.abs(z) - F(0.6))) - F(0.008), np.abs(p[1] - F(4.4)) - F(0.45))
        return np.minimum(body, cab)

    def ban(self, p):
        sag = F(0.05) * np.cos(p[0] * F(0.52)) - F(0.03)
        return box(p[0], p[1] - F(3.82) + sag, p[2] - F(18.5) - F(0.03) * np.sin(p[0] * F(2.3)), 2.9, 0.36, 0.012) * F(0.8)

    def cart(self, p):
        x, y, z = p[0] - F(2.08), p[1], p[2] - F(9.5)
        t = box(x, y - F(0.78), z, 0.30, 0.02, 0.72, 0.01)
        t = np.minimum(t, box(x, y - F(0.28), z, 0.30, 0.02, 0.72, 0.01))
        leg = np.maximum(np.maximum(np.abs(np.abs(x) - F(0.28)), np.abs(np.abs(z) - F(0.69))) - F(0.02), np.abs(y - F(0.45)) - F(0.36))
        wh = np.sqrt((y - F(0.06)) ** 2 + (np.abs(z) - F(0.6)) ** 2) - F(0.06)
        wh = np.maximum(wh, np.abs(np.abs(x) - F(0.26)) - F(0.02))
        return np.minimum(np.minimum(t, leg), wh)

    def rods(self, p):
        x, y, z = p[0] - F(2.08), p[1] - F(0.83), p[2] - F(9.5)
        i = np.clip(np.round(x / F(0.085)), -3, 3)
        r = np.sqrt((x - i * F(0.085)) ** 2 + y * y)
        th = np.arctan2(y, x - i * F(0.085)) / F(2 * math.pi)
        thread = F(0.004) * np.sin((z / F(0.025) + th) * F(2 * math.pi)) * (np.abs(z) < 0.62)
        d = r - F(0.026) - thread
        return np.maximum(d, np.abs(z) - F(0.80)) * F(0.7)

    def metal(self, ids):
        return (ids == 8) | (ids == 19)

    def material(self, p, n, ids, d):
        N = p.shape[1]
        alb = np.zeros((3, N), F)
        emi = np.zeros((3, N), F)
        rough = np.full(N, 0.6, F)
        f0 = np.full(N, 0.03, F)

        def put(k, c, r=None, f=None):
            m = ids == k
            alb[:, m] = c
            if r is not None:
                rough[m] = r
            if f is not None:
                f0[m] = f
            return m
        # floor: green-grey epoxy with walkway lines
        m = ids == 0
        if m.any():
            x, z = p[0][m], p[2][m]
            c = np.repeat(col(112, 130, 122), m.sum(), 1)
            ax = np.abs(x)
            c = np.where(ax < 1.42, col(126, 134, 132), c)
            line = (np.abs(ax - 1.48) < 0.06)
            wear = fbm2(x * 2.2, z * 0.9, 4, 5)
            c = np.where(line & (wear > 0.33), col(214, 178, 62), c)
            st = fbm2(x * 0.9, z * 0.35, 5, 3)
            tyre = sstep(0.18, 0.0, np.abs(ax - 0.62 - 0.1 * (noise2(x * 0 + 3, z * 0.2) - 0.5))) * fbm2(x * 4, z * 0.4, 4, 9)
            c = c * (0.62 + 0.66 * st) * (1 - 0.38 * tyre)
            sc = sstep(0.60, 0.66, noise2(x * 30, z * 3.0, 4)) * sstep(0.5, 0.7, noise2(x * 0.7, z * 0.5, 8))
            c = c * (1 - 0.18 * sc)
            joint = np.abs(z - 5.0 * np.round(z / 5.0) - 0) < 0.012
            c = np.where(joint, c * 0.55, c)
            alb[:, m] = c
            rough[m] = 0.16 + 0.30 * st + 0.1 * tyre
            f0[m] = 0.045
            a = F(0.012)
            n[0, m] += a * (noise2(x * 3.1, z * 3.1, 21) - 0.5)
            n[2, m] += a * (noise2(x * 3.1, z * 3.1, 22) - 0.5)
            n[:, m] = unit(n[:, m])
        m = put(1, col(206, 204, 196))
        if m.any():
            s = fbm2(p[0][m] * 0.8, p[2][m] * 0.8, 4, 31)
            alb[:, m] *= 0.72 + 0.45 * s
        m = ids == 2
        if m.any():
            # pane by pane variation, seen against a bright sky
            ix = np.floor(p[0][m] / 0.62 + 0.5)
            iy = np.floor((p[1][m] - 6.4) / 1.0)
            iz = np.round(p[2][m] / self.PER)
            v = 0.80 + 0.3 * hash2(ix + iy * 57, iz, 3)
            v = v * (0.86 + 0.22 * sstep(5.4, 7.4, p[1][m]))
            emi[:, m] = np.array([1.0, 1.06, 1.14], F)[:, None] * F(1.9) * v * (n[2, m] < -0.2)
            alb[:, m] = 0.25
        m = put(3, col(176, 180, 176))
        if m.any():
            colm = (p[1][m] < 5.0) & (np.abs(np.abs(p[0][m]) - 5.85) < 0.2)
            base = colm & (p[1][m] < 1.2)
            stripe = (np.floor((p[1][m] + p[2][m] + p[0][m]) / 0.16) % 2) == 0
            c = alb[:, m]
            c = np.where(base & stripe, col(196, 160, 40), np.where(base, col(46, 46, 44), c))
            pipe = (np.abs(p[0][m] - 1.35) < 0.06) & (p[1][m] < 4.9)
            c = np.where(pipe, col(168, 48, 40), c)
            alb[:, m] = c * (0.8 + 0.3 * noise3(p[:, m] * 2.0, 7))
        m = put(4, col(196, 198, 192))
        if m.any():
            dado = p[1][m] < 1.3
            c = np.where(dado, col(112, 140, 142), alb[:, m])
            door = (p[2][m] > self.ZEND - 0.1) & (np.abs(p[0][m]) < 1.9) & (p[1][m] < 3.1)
            sl = np.floor(p[1][m] / 0.12) % 2
            c = np.where(door, col(150, 158, 160) * (0.8 + 0.2 * sl), c)
            alb[:, m] = c * (0.82 + 0.3 * fbm2(p[2][m] + p[0][m], p[1][m], 4, 12))
            win = (p[2][m] > self.ZEND - 0.1) & (np.abs(np.abs(p[0][m]) - 4.6) < 1.4) & (np.abs(p[1][m] - 3.0) < 0.8)
            emi[:, m] = np.where(win, np.array([1.0, 1.05, 1.1], F)[:, None] * 2.0, 0)
        m = put(5, col(214, 216, 212), 0.35, 0.045)
        if m.any():
            u, w = self.mcell(p[:, m])
            y = p[1][m]
            c = alb[:, m]
            band = (np.abs(y - 0.92) < 0.07)
            c = np.where(band, col(34, 84, 140), c)
            k = np.round((p[2][m] - 2.4) / 5.0)
            vent = (np.abs(w + 0.1) < 0.9) & (np.abs(y - 0.76) < 0.05) & (np.floor(w / 0.035) % 2 == 0)
            c = np.where(vent, c * 0.3, c)
            lab = (np.abs(w - 1.3) < 0.14) & (np.abs(y - 2.0) < 0.05)
            c = np.where(lab, col(30, 60, 110), c)
            warn = (np.abs(w + 1.28) < 0.1) & (np.abs(y - 1.7) < 0.1) & (np.abs(w + 1.28) < (1.8 - y) * 0.5)
            c = np.where(warn, col(220, 180, 40), c)
            panel = u > 0.85
            c = np.where(panel, col(70, 74, 78), c)
            c = c * (0.86 + 0.2 * fbm2(w * 1.4 + k * 5, y * 1.4, 4, 14))
            dirt = sstep(1.2, 0.66, y) * fbm2(w * 5, y * 2, 3, 16)
            alb[:, m] = c * (1 - 0.5 * dirt)
        put(6, col(58, 64, 68), 0.5, 0.04)
        m = put(7, col(26, 34, 38), 0.04, 0.06)
        if m.any():
            u, w = self.mcell(p[:, m])
            y = p[1][m]
            k = np.round((p[2][m] - 2.4) / 5.0)
            # inside of the lit cabinet
            glow = np.exp(-((w + 0.15) / 0.55) ** 2 - ((y - 1.62) / 0.22) ** 2)
            rod = np.abs(y - 1.36) < 0.03
            wheel = ((w + 0.35) ** 2 + (y - 1.46) ** 2) < 0.02
            t = glow * (0.35 + 0.65 * noise2(w * 9, y * 9, 18)) * (0.6 + 0.8 * hash1(k, 4))
            e = np.array([0.85, 1.0, 0.92], F)[:, None] * (0.55 * t + 0.10)
            e = np.where(rod, np.array([1, 1, 1], F)[:, None] * (0.35 + 0.5 * glow), e)
            e = np.where(wheel, e * 0.35 + 0.02, e)
            emi[:, m] = e
        put(8, col(188, 192, 194), 0.42, 0.75)
        m = put(9, col(200, 200, 198))
        if m.any():
            emi[:, m] = np.where(n[1, m] < -0.7, np.array([1.0, 0.97, 0.9], F)[:, None] * 14, 0)
        m = put(10, col(186, 30, 34), 0.6, 0.03)
        if m.any():
            tx = bilin(self.banner, (p[0][m] + 2.9) / 5.8 * 1199, (4.18 - p[1][m] - 0.02) / 0.72 * 149)
            alb[:, m] = mix(alb[:, m], col(240, 226, 190), tx)
        put(11, col(206, 158, 130), 0.5, 0.03)
        m = put(12, col(58, 98, 156), 0.8, 0.02)
        if m.any():
            y = p[1][m]
            alb[:, m] *= 0.85 + 0.3 * noise3(p[:, m] * 14, 5)
            band = (np.abs(y - 1.16) < 0.03)
            alb[:, m] = np.where(band, col(190, 196, 188), alb[:, m])
            belt = np.abs(y - 0.99) < 0.018
            alb[:, m] = np.where(belt, col(34, 40, 52), alb[:, m])
        put(13, col(52, 88, 144), 0.7, 0.02)
        put(14, col(34, 32, 32), 0.5, 0.03)
        m = ids == 16
        if m.any():
            y = p[1][m]
            k = np.round((p[2][m] - 2.4) / 5.0)
            lit = np.where(hash1(k * 2 + (p[0][m] > 0), 9) < 0.8, 0, 2)
            seg = np.clip(np.floor((y - 2.37) / 0.087), 0, 2)
            c = np.where(seg == 0, col(40, 190, 90), np.where(seg == 1, col(226, 160, 40), col(200, 50, 40)))
            alb[:, m] = c * 0.6
            emi[:, m] = np.where(seg == lit, c * 5.0, 0)
        m = ids == 17
        if m.any():
            u, w = self.mcell(p[:, m])
            y = p[1][m]
            b = hash2(np.floor(w * 28), np.floor(y * 34), 6)
            e = np.where(b > 0.62, 1.6, 0.45)
            emi[:, m] = np.array([0.5, 0.85, 1.1], F)[:, None] * e
            alb[:, m] = 0.05
        put(18, col(60, 96, 128), 0.5, 0.04)
        put(19, col(200, 202, 204), 0.22, 0.8)
        return np.clip(alb, 0, 0.92), emi, rough, f0, n


def workshop(scale, spp):
    w, h = int(1100 * scale), int(750 * scale)
    sc = Workshop()
    cam = Cam((0.35, 1.72, 0.6), (0.28, 1.72, 10), 58, w, h, shift=0.055)
    return render(sc, cam, spp, 3, 2)


def workshop_finish(img, aux, out):
    x = denoise(img, aux)
    z = aux[..., 6]
    haze = 1 - np.exp(-np.clip(z - 6, 0, None) / 130)
    hz = np.array([0.86, 0.92, 0.98], F) * 0.5
    x = mix(x, hz, haze[..., None])
    h, w = z.shape
    b = np.clip(x - 1.0, 0, 4)
    x = x + 0.05 * blur(b, 10 * w / 1100) + 0.045 * blur(b, 40 * w / 1100)
    x = to_srgb(film(x * 1.25, 4.0))
    x = levels(x, 0.3, 99.6, 0.80, 0.25)
    return finish(x, "workshop", 2, out=out)


# ------------------------------------------------------------------ 1 riverside
# metres; river level y = 0, promenade y = 3, z along the bank

RW, RH = 1500, 1000
EYE_Y = 4.72
YAW = -0.27
RFOC = 1150.0
RHY = 545.0


def river_cam(w, h, mirror=False):
    c = Cam((0, -EYE_Y if mirror else EYE_Y, 0), (math.sin(YAW) * 10, -EYE_Y if mirror else EYE_Y, math.cos(YAW) * 10),
            2 * math.degrees(math.atan(RW / 2 / RFOC)), w, h)
    c.shift = (1 - 2 * RHY / RH) * -1 * c.k * h / w
    return c


def dusk(d):
    """Sky colour after sunset for directions (3, n)."""
    el = np.arcsin(np.clip(d[1], -1, 1))
    az = np.arctan2(d[0], d[2]) + 0.42            # the glow stands left of the bridge
    e = np.clip(el, 0, 1.4)
    top = np.array([0.045, 0.085, 0.17], F)[:, None]
    mid_ = np.array([0.17, 0.21, 0.28], F)[:, None]
    low = np.array([0.78, 0.42, 0.20], F)[:, None]
    c = mix(mid_, top, sstep(0.10, 0.50, e))
    g = np.exp(-(az / 0.55) ** 2)
    c = mix(c, np.array([0.50, 0.34, 0.28], F)[:, None], np.exp(-e / 0.13) * (0.55 + 0.25 * g))
    c = mix(c, low, np.exp(-e / 0.060) * (0.25 + 0.70 * g))
    c = c + np.array([0.55, 0.30, 0.12], F)[:, None] * np.exp(-e / 0.045) * g
    k = 1 / (np.sin(e) + 0.10)
    u, v = np.sin(az) * k * 1.25, k * 1.25
    n = fbm2(u * 1.0 + 11, v * 1.5 + 3, 6, 201, 0.52)
    n2 = fbm2(u * 2.6, v * 4.5, 5, 205)
    cl = sstep(0.47, 0.68, n + 0.22 * (n2 - 0.5)) * sstep(0.012, 0.05, e)
    under = np.clip((fbm2(u + 11, (v + 0.22) * 1.5 + 3, 6, 201, 0.52) - n) * 3.5 + 0.45, 0, 1)
    warm = np.exp(-e / 0.22) * (0.35 + 0.65 * g)
    cc = mix(np.array([0.085, 0.105, 0.155], F)[:, None], np.array([0.95, 0.46, 0.25], F)[:, None], np.clip(under * warm * 1.5, 0, 1))
    return mix(c, cc, 0.78 * cl)


class Paint:
    """Backdrop for one camera, supersampled; everything far is painted here, also for the mirror image."""

    def __init__(self, mirror):
        self.S = 2
        self.w, self.h = RW * self.S, RH * self.S
        self.cam = river_cam(self.w, self.h, mirror)
        self.mirror = mirror
        rng = np.random.default_rng(0)
        px, py = np.meshgrid(np.arange(self.w, dtype=F) + F(0.5), np.arange(self.h, dtype=F) + F(0.5))
        _, d = self.cam.rays(px.ravel(), py.ravel(), rng)
        self.d = d.reshape(3, self.h, self.w)
        self.img = dusk(d).T.reshape(self.h, self.w, 3).astype(F)
        self.hills()

    def air(self, c, dist, az=None, k=3000.0):
        a = 1 - np.exp(-dist / k)
        hz = np.array([0.20, 0.150, 0.150], F)
        return mix(c, hz, a)

    def hills(self):
        az = np.arctan2(self.d[0], self.d[2])
        el = self.d[1]
        for k, (b, a, f, tone, mixv) in enumerate([(0.012, 0.055, 3.0, (0.10, 0.11, 0.15), 0.50), (0.004, 0.038, 5.0, (0.055, 0.06, 0.075), 0.30)]):
            r = b + a * fbm2(az * f + 2 + k * 4, az * 0 + k, 6, 210 + k)
            m = sstep(-0.0006, 0.0006, r - el)[..., None]
            c = mix(np.array(tone, F), np.array([0.44, 0.27, 0.19], F), mixv * np.exp(-np.clip(el, 0, 1) / 0.03)[..., None])
            self.img = mix(self.img, c, m)

    def face(self, axis, at, lo, hi, y0, y1, shader, dist):
        """Rectangle on plane z = at (axis 2, x range) or x = at (axis 0, z range)."""
        c = self.cam
        if axis == 2:
            P = np.array([[lo, hi, lo, hi], [y0, y0, y1, y1], [at] * 4], float)
        else:
            P = np.array([[at] * 4, [y0, y0, y1, y1], [lo, hi, lo, hi]], float)
        x, y, z = c.project(P)
        if z.min() < 1:
            return
        xa, xb = int(max(0, x.min() - 1)), int(min(self.w, x.max() + 2))
        ya, yb = int(max(0, y.min() - 1)), int(min(self.h, y.max() + 2))
        if xb <= xa or yb <= ya:
            return
        d = self.d[:, ya:yb, xa:xb]
        t = (at - c.eye[axis]) / np.where(np.abs(d[axis]) < 1e-6, 1e-6, d[axis])
        u = c.eye[2 - axis] + t * d[2 - axis]
        v = c.eye[1] + t * d[1]
        m = (t > 0) & (u >= lo) & (u <= hi) & (v >= y0) & (v <= y1)
        if m.any():
            sub = self.img[ya:yb, xa:xb]
            sub[m] = self.air(shader(u[m], v[m]), (t[m])[:, None])

    def tower(self, x0, x1, z0, z1, h, seed, side):
        """Building box; side: which x face looks to the camera."""
        hsh = lambda k: float(hash1(np.array(seed), k))
        kind = int(hsh(1) * 4)
        fh = 3.1 + 0.5 * hsh(2)
        pit = (2.3, 3.2, 1.7, 3.8)[kind]
        wall = np.array([(0.16, 0.145, 0.13), (0.115, 0.125, 0.14), (0.19, 0.16, 0.135), (0.085, 0.10, 0.12)][kind], F) * (0.75 + 0.5 * hsh(3))
        litp = 0.24 + 0.34 * hsh(4)
        base = 6.5

        def shader(bright):
            def f(u, v):
                k, i = np.floor((v - 2) / fh), np.floor(u / pit)
                fu, fv = u / pit - i, (v - 2) / fh - k
                w_lo, w_hi = (0.22, 0.80) if kind != 2 else (0.08, 0.92)
                win = (fu > w_lo) & (fu < w_hi) & (fv > 0.26) & (fv < 0.80) & (v < h - 1.2)
                if kind == 3:
                    win = (fv > 0.2) & (fv < 0.9) & (v < h - 1)
                    i = np.floor(u / (pit * 2.2))
                r = hash2(i + seed * 31, k + seed * 7, 5)
                r2 = hash2(i + seed * 17, k + seed * 3, 6)
                on = (r < litp) | ((v < 2 + fh) & (r < 0.85))
                tone = np.where((r2 > 0.72)[:, None], np.array([0.80, 0.92, 1.0], F), np.array([1.0, 0.72, 0.38], F))
                amp = (0.35 + 1.5 * r2 * r2)[:, None]
                curtain = (0.55 + 0.45 * (fu > 0.5 + 0.3 * (r2 - 0.5)))[:, None]
                grime = (0.8 + 0.4 * noise2(u / 9, v / 14, seed % 97))[:, None]
                c = wall * bright * grime * (0.72 + 0.4 * np.clip(v / h, 0, 1))[:, None]
                slab = (fv < 0.10) & (kind in (0, 2))
                c = np.where(slab[:, None], c * 1.35, c)
                col_ = (np.abs(fu - 0.02) < 0.05) & (kind == 1)
                c = np.where(col_[:, None], c * 1.25, c)
                glass = np.array([0.070, 0.075, 0.095], F) * (0.5 + bright) + np.array([0.10, 0.06, 0.045], F) * (bright - 0.6).clip(0) if np.ndim(bright) else np.array([0.070, 0.075, 0.095], F) * (0.5 + bright)
                c = np.where(win[:, None], np.where(on[:, None], tone * amp * curtain * 0.85, glass), c)
                top = v > h - 0.9
                c = np.where(top[:, None], wall * bright * 1.6 + (np.array([0.9, 0.55, 0.25], F) * 0.8 if hsh(7) > 0.62 else 0), c)
                shop = v < base
                c = np.where(shop[:, None] & (hash2(np.floor(u / 7), np.floor(u * 0) + seed, 8) < 0.7)[:, None] & (v > 1.4)[:, None] & (v < 4.6)[:, None],
                             np.array([1.0, 0.70, 0.40], F) * (0.5 + 0.9 * hash2(np.floor(u / 7), np.floor(v * 0) + seed, 9))[:, None], c)
                return c.astype(F)
            return f
        dist = math.hypot((x0 + x1) / 2, z0)
        if side > 0:
            self.face(0, x1, z0, z1, 0, h, shader(0.62), dist)
        else:
            self.face(0, x0, z0, z1, 0, h, shader(0.62), dist)
        self.face(2, z0, x0, x1, 0, h, shader(0.95), dist)
        if hsh(10) > 0.35:                          # plant room, mast
            a, b = x0 + (x1 - x0) * 0.25, x0 + (x1 - x0) * 0.65
            f = lambda u, v: np.repeat((wall * 0.9)[None], len(u), 0)
            self.face(2, z0 + 3, a, b, h, h + 4 + 3 * hsh(11), f, dist)

    def stroke(self, fn):
        """Let fn draw on a transparent layer with PIL; laid over in linear light."""
        im = Image.new("RGBA", (self.w, self.h), (0, 0, 0, 0))
        fn(ImageDraw.Draw(im), lambda p: [tuple(q) for q in np.stack(self.cam.project(np.array(p, float).T)[:2], 1)])
        a = np.asarray(im, F) / 255
        al = a[..., 3:]
        l = np.where(a[..., :3] <= 0.04045, a[..., :3] / 12.92, ((a[..., :3] + 0.055) / 1.055) ** 2.4)
        self.img = mix(self.img, l * 1.0, al)

    def glow(self, pts, cols, px, gain):
        """Small lights with a soft halo."""
        x, y, z = self.cam.project(np.array(pts, float).T)
        sp = Spray(self.w, self.h)
        sp.add(x, y, 1.0, np.array(cols, float).T)
        sp.flush()
        b = sp.buf[:3].reshape(3, self.h, self.w).transpose(1, 2, 0).astype(F)
        out = blur(b, px) * (2 * math.pi * px * px)
        self.img = self.img + gain * out + gain * 0.035 * blur(b, px * 5) * (2 * math.pi * (px * 5) ** 2)

    def foliage(self, x0, x1, z0, z1, n, h, seed, lit):
        rng = np.random.default_rng([SEED, seed])
        sp = Spray(self.w, self.h)
        s = rng.random(n)
        X, Z = x0 + (x1 - x0) * s + rng.normal(0, 2, n), z0 + (z1 - z0) * s
        top = h * (0.45 + 0.75 * noise2(s * abs(z1 - z0 + x1 - x0) / 9, s * 0 + seed, 3))
        Y = 2.0 + top * rng.random(n) ** 0.8
        x, y, z = self.cam.project(np.stack([X, Y, Z]))
        near = 0.5 + 0.5 * np.cos(s * abs(z1 - z0 + x1 - x0) / 26 * 2 * math.pi)
        c = np.array([0.030, 0.036, 0.026])[:, None] * rng.uniform(0.5, 1.6, n) + np.array([0.22, 0.15, 0.06])[:, None] * (lit * near ** 6 * np.exp(-np.abs(Y - 5) / 3) * rng.random(n))
        dist = np.hypot(X, Z)
        c = self.air(c.T.astype(F), dist[:, None].astype(F)).T
        sp.add(x, y, 2.2 * (260 / dist) ** 1.2 * rng.uniform(0.5, 1.5, n), c)
        self.img = sp.over(self.img, 0.9, 0.7)


def river_city(p, near):
    rng = np.random.default_rng(SEED + 101)
    jobs = []
    # far end of the reach, across the view
    for k in range(46):
        x = rng.uniform(-1500, 700)
        z = rng.uniform(1250, 2100)
        w = rng.uniform(22, 46)
        jobs.append((x, x + w, z, z + 30, rng.uniform(26, 92) * (1.45 if abs(x + 620) < 210 else 1), 300 + k, 1))
    # left bank, marching towards us
    z = 330.0
    k = 0
    while z < 1250:
        L = rng.uniform(24, 52)
        off = rng.uniform(18, 40)
        h = rng.choice([24, 34, 46, 58, 72], p=[0.3, 0.28, 0.22, 0.14, 0.06]) * rng.uniform(0.85, 1.15)
        w = rng.uniform(18, 34)
        jobs.append((-268 - off - w, -268 - off, z, z + L, h, 400 + k, 1))
        if rng.random() < 0.75:
            q = rng.uniform(45, 120)
            jobs.append((-268 - off - w - q - 30, -268 - off - w - q, z + 10, z + 10 + L, h * rng.uniform(0.9, 1.9), 500 + k, 1))
        z += L + rng.uniform(6, 26)
        k += 1
    # right bank beyond the trees
    z = 520.0
    while z < 1300:
        L = rng.uniform(30, 55)
        jobs.append((52, 82, z, z + L, rng.uniform(26, 64), 600 + k, -1))
        z += L + rng.uniform(10, 30)
        k += 1
    jobs.sort(key=lambda j: -(j[2] + 0.15 * abs(j[0])))
    for j in jobs:
        if (j[2] < 470 and j[0] < -270) == near:
            p.tower(*j)


def bridge_z(x):
    return 430 - 0.16 * (x + 120)


def river_bridge(p):
    PX, DY, TOP = -128.0, 15.0, 98.0
    z = bridge_z

    def draw(d, P):
        S = p.S

        def line(a, b, c, w):
            d.line(P([a, b]), fill=c, width=max(1, int(round(w * S))))
        # piers
        for x in (-300, -248, -8, 40):
            for o in (-9, 9):
                d.polygon(P([(x - 2.2, 0, z(x) + o), (x + 2.2, 0, z(x) + o), (x + 2.2, DY - 2, z(x) + o), (x - 2.2, DY - 2, z(x) + o)]), fill=(72, 66, 66, 255))
        # far cables
        for n in range(1, 15):
            y = TOP - 5 - 2.6 * n * 0.9
            for s in (-1, 1):
                x = PX + s * (14 + n * 9.6)
                line((PX, y, z(PX) + 2), (x, DY + 1, z(x) + 12), (150, 128, 110, 120), 0.6)
        # deck: underside shade and lit edge
        a, b = -400, 120
        d.polygon(P([(a, DY - 2.6, z(a) - 13), (b, DY - 2.6, z(b) - 13), (b, DY + 0.4, z(b) - 14), (a, DY + 0.4, z(a) - 14)]), fill=(96, 86, 84, 255))
        d.polygon(P([(a, DY - 3.4, z(a) - 9), (b, DY - 3.4, z(b) - 9), (b, DY - 2.4, z(b) - 13), (a, DY - 2.4, z(a) - 13)]), fill=(44, 42, 48, 255))
        d.line(P([(x, DY + 0.4, z(x) - 14) for x in range(a, b + 1, 20)]), fill=(255, 208, 140, 255), width=max(1, int(0.9 * S)))
        d.line(P([(x, DY + 1.5, z(x) - 14) for x in range(a, b + 1, 20)]), fill=(120, 106, 98, 255), width=max(1, int(0.6 * S)))
        # tower: inverted Y
        for s in (-1, 1):
            N = 26
            for i in range(N):
                f0, f1 = i / N, (i + 1) / N

                def q(f):
                    y = 0 + f * (TOP * 0.66)
                    o = s * (17 - 15.2 * f if f > 0.22 else 10 + (17 - 15.2 * 0.22 - 10) * f / 0.22)
                    return y, o
                (y0, o0), (y1, o1) = q(f0), q(f1)
                g = 0.50 + 0.50 * math.exp(-abs(y0 - DY - 4) / 26) if y0 > DY else 0.36
                c = tuple(int(v * g) for v in (250, 206, 160)) + (255,)
                w0, w1 = 3.0 - 0.8 * f0, 3.0 - 0.8 * f1
                d.polygon(P([(PX - w0 + o0 * 0.30, y0, z(PX) + o0), (PX + w0 + o0 * 0.30, y0, z(PX) + o0), (PX + w1 + o1 * 0.30, y1, z(PX) + o1), (PX - w1 + o1 * 0.30, y1, z(PX) + o1)]), fill=c)
        for i in range(20):
            y0, y1 = TOP * (0.65 + 0.35 * i / 20), TOP * (0.65 + 0.35 * (i + 1) / 20)
            g = 0.44 + 0.30 * math.exp(-abs(y0 - TOP) / 10) + 0.12 * math.exp(-abs(y0 - TOP * 0.66) / 12)
            d.polygon(P([(PX - 2.6, y0, z(PX)), (PX + 2.6, y0, z(PX)), (PX + 2.6, y1, z(PX)), (PX - 2.6, y1, z(PX))]), fill=tuple(int(v * g) for v in (250, 206, 160)) + (255,))
        # near cables, lit from the deck
        for n in range(1, 15):
            y = TOP - 4 - 2.6 * n * 0.9
            for s in (-1, 1):
                x = PX + s * (14 + n * 9.6)
                M = 12
                for i in range(M):
                    f0, f1 = i / M, (i + 1) / M
                    k = 0.62 + 0.38 * f1 ** 1.5
                    A = (PX + (x - PX) * f0, y + (DY + 1 - y) * f0, z(PX) + (z(x) - 13 - z(PX)) * f0)
                    B = (PX + (x - PX) * f1, y + (DY + 1 - y) * f1, z(PX) + (z(x) - 13 - z(PX)) * f1)
                    line(A, B, (int(255 * k), int(226 * k), int(184 * k), 215), 0.75)
    p.stroke(draw)
    pts, cols = [], []
    for x in range(-410, 110, 16):
        pts.append((x, DY + 9, z(x) - 12))
        cols.append((1.0, 0.74, 0.42))
    p.glow(pts, cols, 1.3, 1.5)
    p.glow([(PX, TOP + 2, z(PX))], [(1.0, 0.2, 0.12)], 1.6, 2.2)
    # cars
    rng = np.random.default_rng(SEED + 104)
    pts, cols = [], []
    for k in range(22):
        x = rng.uniform(-400, 100)
        pts.append((x, DY + 1.6, z(x) - 12))
        cols.append((1.0, 0.92, 0.8) if k % 2 else (1.0, 0.22, 0.12))
    p.glow(pts, cols, 1.0, 0.9)


def river_banks(p, near=False):
    if near:
        p.foliage(-266, -266, 455, 210, 30000, 9.5, 8, 1.1)
        pts = [(-263, 8.5, z) for z in range(215, 455, 26)]
        p.glow(pts, [(1.0, 0.72, 0.40)] * len(pts), 1.25, 1.7)
        return
    # left bank: stone wall, trees, lamps
    wall = lambda u, v: np.where((v > 3.6)[:, None], np.array([0.10, 0.085, 0.075], F), np.array([0.062, 0.060, 0.064], F) * (0.7 + 0.6 * noise2(u / 3, v * 1.2, 5))[:, None]).astype(F)
    p.face(0, -262, 200, 1300, 0, 4.0, wall, 400)
    p.face(2, 1240, -300, 60, 0, 4.0, wall, 1240)
    p.foliage(-275, 60, 1255, 1255, 26000, 9, 7, 0.8)
    p.foliage(-266, -266, 1250, 210, 90000, 9.5, 8, 1.1)
    p.foliage(40, 20, 1250, 330, 40000, 13, 9, 0.6)
    pts = [(-263, 8.5, z) for z in range(215, 1250, 26)] + [(x, 8.5, 1243) for x in range(-250, 40, 26)]
    p.glow(pts, [(1.0, 0.72, 0.40)] * len(pts), 1.25, 1.7)
    # right bank wall running away from the promenade
    p.face(0, -1.75, 40, 1250, 0, 3.0, lambda u, v: np.repeat(np.array([[0.05, 0.05, 0.055]], F), len(u), 0), 300)


def river_boat(p):
    """Sightseeing boat, about twenty-four metres."""
    bx, bz, a = -66.0, 118.0, 1.0

    def L(x, y, z):
        return (bx + x * math.cos(a) + z * math.sin(a), y, bz - x * math.sin(a) + z * math.cos(a))

    def draw(d, P):
        def quad(q, c):
            d.polygon(P([L(*v) for v in q]), fill=c)
        for s in (1, -1):
            x = 2.9 * s
            quad([(x * 0.9, 0, -11), (x * 0.9, 0, 10), (x, 1.7, 12.5), (x, 1.5, -11.5)], (58, 60, 70, 255))
            quad([(x, 1.5, -11.5), (x, 1.7, 12.5), (x, 1.95, 12.7), (x, 1.75, -11.5)], (224, 214, 198, 255))
        quad([(-2.9, 1.5, -11.5), (2.9, 1.5, -11.5), (2.6, 0, -11), (-2.6, 0, -11)], (66, 66, 74, 255))
        for lv, (y0, y1, za, zb, wd) in enumerate([(1.75, 4.4, -10, 9, 2.6), (4.7, 6.9, -8, 4.5, 2.35)]):
            for s in (-1, 1):
                x = wd * s
                quad([(x, y0, za), (x, y0, zb), (x, y1, zb - 0.6), (x, y1, za)], (116, 92, 74, 255))
                n = int((zb - za) / 1.7)
                for i in range(n):
                    z0 = za + 0.4 + i * 1.7
                    v = 0.82 + 0.18 * ((i * 7 + lv * 3) % 5) / 4
                    quad([(x * 1.01, y0 + 0.75, z0), (x * 1.01, y0 + 0.75, z0 + 1.25), (x * 1.01, y1 - 0.45, z0 + 1.25), (x * 1.01, y1 - 0.45, z0)], (int(255 * v), int(214 * v), int(146 * v), 255))
            quad([(-wd, y0, za), (wd, y0, za), (wd, y1, za), (-wd, y1, za)], (150, 116, 86, 255))
            quad([(-wd * 0.8, y0 + 0.7, za - 0.02), (wd * 0.8, y0 + 0.7, za - 0.02), (wd * 0.8, y1 - 0.4, za - 0.02), (-wd * 0.8, y1 - 0.4, za - 0.02)], (255, 216, 150, 255))
            quad([(-wd - 0.4, y1 + 0.15, za - 0.6), (wd + 0.4, y1 + 0.15, za - 0.6), (wd + 0.4, y1 + 0.4, zb), (-wd - 0.4, y1 + 0.4, zb)], (70, 64, 66, 255))
            for s in (-1, 1):
                d.line(P([L(s * (wd + 0.4), y1 + 0.2, za - 0.6), L(s * (wd + 0.4), y1 + 0.2, zb)]), fill=(255, 196, 110, 255), width=max(1, int(1.1 * p.S)))
    p.stroke(draw)
    p.glow([L(0, 8.6, -2), L(2.8, 3, -11), L(-2.8, 3, -11), L(0, 5, -10)], [(1, 0.9, 0.7), (1.0, 0.25, 0.15), (0.3, 1.0, 0.5), (1, 0.75, 0.4)], 2.0, 0.9)


def upper(mirror):
    p = Paint(mirror)
    river_city(p, False)
    river_banks(p)
    river_bridge(p)
    river_city(p, True)
    river_banks(p, True)
    river_boat(p)
    return p


def _upper_job(m):
    return shrink(upper(m).img, RW, RH)


def river_water(U, M):
    cam = river_cam(RW, RH)
    mir = river_cam(RW, RH, True)
    px, py = np.meshgrid(np.arange(RW, dtype=F) + F(0.5), np.arange(RH, dtype=F) + F(0.5))
    _, d = cam.rays(px.ravel(), py.ravel(), np.random.default_rng(0))
    out = U.reshape(-1, 3).copy()
    m = d[1] < -0.0022
    d = d[:, m]
    t = EYE_Y / -d[1]
    X, Z = d[0] * t, d[2] * t
    # only the river itself: right of the wall the promenade hides it anyway
    foot = t * t / (RFOC * EYE_Y)
    rng = np.random.default_rng(SEED + 110)

    def w(fx, fz, sd):
        k = np.clip(0.5 / (foot * fz), 0, 1) ** 0.6
        return (fbm2(X * fx, Z * fz, 3, sd) - 0.5) * k, (fbm2(X * fx + 31, Z * fz + 17, 3, sd + 1) - 0.5) * k
    calm = 0.45 + 0.9 * fbm2(X / 60, Z / 90, 4, 220)
    a1, b1 = w(0.22, 0.16, 221)
    a2, b2 = w(0.8, 0.7, 225)
    a3, b3 = w(2.6, 2.4, 229)
    sx0, sz0 = calm * (0.05 * a1 + 0.06 * a2 + 0.06 * a3), calm * (0.07 * b1 + 0.09 * b2 + 0.08 * b3)
    acc = 0
    n = 14
    for s in range(n):
        rs = 0.010 + 0.013 * np.clip(foot, 0, 2)
        sx = sx0 + rng.standard_normal(X.size).astype(F) * rs * 0.5 * calm
        sz = sz0 + rng.standard_normal(X.size).astype(F) * rs * calm
        nn = unit(np.stack([-sx, np.ones_like(sx), -sz]))
        r = d - 2 * dot(d, nn) * nn
        r[1] = np.abs(r[1])
        z = mir.f @ r
        x_ = (mir.r @ r) / z / mir.k
        y_ = (r[1] / z - mir.shift) / (mir.k * RH / RW)
        c = bilin(M, (x_ + 1) / 2 * RW - 0.5, (1 - y_) / 2 * RH - 0.5)
        cosv = np.clip(-dot(d, nn), 0.02, 1)
        fr = 0.02 + 0.98 * (1 - cosv) ** 5
        fr = np.clip(fr * 0.92 + 0.05, 0, 0.90)
        acc = acc + c * fr[:, None] + np.array([0.022, 0.036, 0.044], F) * (1 - fr)[:, None]
    out[m] = acc / n
    return out.reshape(RH, RW, 3)


LAMPS = [(2.55, 4.5 + 10.0 * k) for k in range(0, 12)]
STROLL = [(0.75, 10.2, 0.08, dict(WALK, bare=1), 1.70, (0.30, 0.055, 0.05), 0.0), (1.35, 10.35, -0.05, dict(WALK2, bare=1), 1.60, (0.34, 0.32, 0.28), 0.0),
          (-1.10, 8.3, 1.45, dict(WORK, bare=1), 1.66, (0.05, 0.085, 0.14), 0.0), (0.2, 19.0, 3.0, dict(WALK, bare=1), 1.72, (0.10, 0.11, 0.12), 0.0),
          (1.6, 26.0, 0.1, dict(WALK2, bare=1), 1.7, (0.22, 0.20, 0.10), 0.0), (-0.6, 33.0, 0.0, dict(WALK, bare=1), 1.7, (0.06, 0.06, 0.07), 0.0),
          (1.0, 45.0, 0.0, dict(WALK2, bare=1), 1.7, (0.2, 0.07, 0.06), 0.0)]
TREES_R = [(4.9, 5.6 + 7.5 * k + 0.5 * math.sin(k * 2.1)) for k in range(0, 15)]


class Promenade(Scene):
    eps = 1.5e-3
    relax = 0.86
    tmax = 160.0
    steps = 220
    clamp = 2.5
    open = True

    def __init__(self, backdrop):
        self.bg = backdrop
        self.cam = river_cam(RW, RH)
        self.parts = [
            Part(self.ground, 0),
            Part(self.rail, 1, (-2.2, 2.5, -1), (-1.0, 4.6, 121), 0.3),
            Part(self.steel, 2, (-1.9, 3.0, -1), (-1.2, 4.4, 121), 0.3),
            Part(self.post, 3, (2.2, 2.9, -1), (2.9, 7.6, 126), 0.3),
            Part(self.bulb, 4, (2.2, 6.6, -1), (2.9, 7.6, 126), 0.3),
            Part(self.curb, 5, (3.2, 2.9, -1), (4.0, 3.8, 125), 0.3),
            Part(self.hedge, 6, (3.5, 2.9, -1), (12, 5.0, 125), 0.3),
            Part(self.trunk, 7, (4.0, 2.9, 0), (6.0, 7.5, 118), 0.3),
            Part(self.bench, 8, (2.5, 2.9, 6), (3.4, 4.2, 100), 0.3),
        ]
        for x, z, a, pose, tall, c, _ in STROLL:
            who = (x, z, a, pose, tall)
            i = len(self.parts)
            self.parts.append(Part(lambda p, w=who: np.minimum.reduce(person(p - np.array([[0], [3], [0]], F), *w)) * F(0.8),
                                   lambda p, w=who, i=i: (i * 10 + np.argmin(np.stack(person(p - np.array([[0], [3], [0]], F), *w)), 0)).astype(np.int32),
                                   (x - 0.6, 3, z - 0.6), (x + 0.6, 4.9, z + 0.6), 0.25))
        self.lights = []
        for x, z in LAMPS:
            l = rect((x, 7.02, z), (0.15, 0, 0), (0, 0, 0.15), np.array([1.0, 0.66, 0.34]) * 95)
            l["n"] = np.array([0, -1, 0], F)
            self.lights.append(l)
        self.build((-2.4, 2.4, 0.2), (9.0, 7.8, 124), 0.17)

    def ground(self, p):
        return np.maximum(p[1] - F(3.0), F(-1.85) - p[0])

    def rail(self, p):
        z = p[2] - F(2.6) * np.round((p[2] - F(0.9)) / F(2.6)) - F(0.9)
        x, y = p[0] + F(1.55), p[1] - F(3)
        post = box(x, y - F(0.56), z, 0.125, 0.56, 0.125, 0.02)
        cap = box(x, y - F(1.18), z, 0.155, 0.06, 0.155, 0.03)
        kerb = box2(x, y - F(0.09), 0.20, 0.09, 0.02)
        return np.minimum(np.minimum(post, cap), kerb)

    def steel(self, p):
        x, y = p[0] + F(1.55), p[1] - F(3)
        top = np.sqrt(x * x + (y - F(1.04)) ** 2) - F(0.042)
        k = np.clip(np.round((y - F(0.30)) / F(0.155)), 0, 3)
        r = np.sqrt(x * x + (y - F(0.30) - k * F(0.155)) ** 2) - F(0.016)
        return np.minimum(top, r)

    def lz(self, z):
        return z - F(10.0) * np.clip(np.round((z - F(4.5)) / F(10.0)), 0, 11) - F(4.5)

    def post(self, p):
        x, y, z = p[0] - F(2.55), p[1] - F(3), self.lz(p[2])
        r = np.sqrt(x * x + z * z)
        pole = np.maximum(r - F(0.055) - F(0.03) * np.exp(-y * 3), y - F(3.95))
        foot = np.maximum(r - F(0.13), y - F(0.35)) - F(0.01)
        hat = np.maximum(r - F(0.27) + F(0.55) * np.clip(y - F(4.36), 0, 1), np.abs(y - F(4.42)) - F(0.06)) * F(0.8)
        ring = np.maximum(np.abs(r - F(0.20)) - F(0.012), np.abs(y - F(4.0)) - F(0.02))
        return np.minimum(np.minimum(pole, foot), np.minimum(hat, ring))

    def bulb(self, p):
        x, y, z = p[0] - F(2.55), p[1] - F(7.18), self.lz(p[2])
        r = np.sqrt(x * x + z * z)
        return np.maximum(r - F(0.15) - F(0.1) * y, np.abs(y) - F(0.15)) * F(0.95) - F(0.01)

    def curb(self, p):
        z = p[2] - F(1.2) * np.round(p[2] / F(1.2))
        return box2(p[0] - F(3.55), p[1] - F(3.2), 0.17, 0.22, 0.02) + F(0.006) * (np.abs(z) < 0.008)

    def hedge(self, p):
        n = noise3(p * F(3.1), 5) * F(0.22) + noise3(p * F(9.0), 6) * F(0.12)
        h = F(3.62) + F(0.9) * sstep(5.0, 8.5, p[0]) + F(0.2) * noise2(p[0] * 0.4, p[2] * 0.25, 7)
        return np.maximum(p[1] - h - n, F(3.74) - p[0]) * F(0.6)

    def trunk(self, p):
        z = p[2]
        k = np.clip(np.round((z - F(5.6)) / F(7.5)), 0, 14)
        zz = z - F(5.6) - k * F(7.5) - F(0.5) * np.sin(k * F(2.1))
        y = p[1] - F(3)
        x = p[0] - F(4.9) - F(0.12) * np.sin(y * 0.9 + k)
        zz = zz - F(0.10) * np.sin(y * 0.8 + 2 * k)
        r = np.sqrt(x * x + zz * zz)
        bark = F(0.02) * noise3(np.stack([np.arctan2(zz, x) * F(3), y * F(2.2), k]), 8)
        return np.maximum(r - F(0.20) + F(0.022) * y - F(0.12) * np.exp(-y * 4) - bark, y - F(4.0)) * F(0.7)

    def bench(self, p):
        z = p[2] - F(15.0) * np.clip(np.round((p[2] - F(9.5)) / F(15.0)), 0, 5) - F(9.5)
        x, y = p[0] - F(3.02), p[1] - F(3)
        sx = x - F(0.09) * np.round(x / F(0.09))
        seat = box(np.maximum(np.abs(x) - F(0.2), 0) + np.abs(sx) * 0, y - F(0.44), z, 0.02, 0.025, 0.85, 0.01)
        leg = box(x, y - F(0.21), np.abs(z) - F(0.62), 0.19, 0.21, 0.03, 0.01)
        return np.minimum(seat, leg)

    def sky(self, d):
        c = self.cam
        z = c.f @ d
        zz = np.maximum(z, 1e-3)
        x = (c.r @ d) / zz / c.k
        y = ((c.u @ d) / zz - c.shift) / (c.k * c.h / c.w)
        o = bilin(self.bg, (x + 1) / 2 * RW - 0.5, (1 - y) / 2 * RH - 0.5).T
        inside = (z > 0.05) & (np.abs(x) <= 1.02) & (np.abs(y) <= 1.02)
        return np.where(inside, o, np.where(d[1] > 0, dusk(d), np.array([[0.03], [0.04], [0.05]], F)))

    def ambient(self, p):
        return F(0.04)

    def metal(self, ids):
        return ids == 2

    def material(self, p, n, ids, d):
        N = p.shape[1]
        alb = np.full((3, N), 0.3, F)
        emi = np.zeros((3, N), F)
        rough = np.full(N, 0.6, F)
        f0 = np.full(N, 0.03, F)
        m = ids == 0
        if m.any():
            x, z = p[0][m], p[2][m]
            row = np.floor(z / 0.4)
            cx = np.floor((x + 0.4 * (row % 2)) / 0.8)
            fx, fz = (x + 0.4 * (row % 2)) / 0.8 - cx, z / 0.4 - row
            h = hash2(cx, row, 3)
            c = col(150, 146, 140) * (0.70 + 0.40 * h) * (0.8 + 0.35 * fbm2(x * 3, z * 3, 4, 5))
            band = (np.abs(x + 0.75) < 0.2) | (np.abs(x - 2.15) < 0.15)
            c = np.where(band, col(96, 92, 90) * (0.8 + 0.4 * h), c)
            jt = (np.minimum(fx, 1 - fx) * 0.8 < 0.008) | (np.minimum(fz, 1 - fz) * 0.4 < 0.008)
            c = np.where(jt, c * 0.45, c)
            lf = (hash2(np.floor(x * 6), np.floor(z * 6), 9) > 0.985 - 0.02 * sstep(0.5, 3, x)) & (noise2(x * 40, z * 40, 4) > 0.5)
            c = np.where(lf, col(150, 104, 48), c)
            alb[:, m] = c
            rough[m] = 0.30 + 0.35 * fbm2(x * 1.1, z * 0.6, 4, 8)
            f0[m] = 0.045
            n[0, m] += 0.02 * (h - 0.5)
            n[2, m] += 0.02 * (hash2(cx, row, 4) - 0.5)
            n[:, m] = unit(n[:, m])
        for k, c, r in ((1, col(150, 146, 140), 0.6), (3, col(52, 54, 58), 0.4), (5, col(146, 142, 136), 0.7), (8, col(122, 84, 54), 0.5)):
            m = ids == k
            if m.any():
                alb[:, m] = c * (0.75 + 0.5 * noise3(p[:, m] * 9, k))
                rough[m] = r
        m = ids == 2
        alb[:, m] = 0.55 * col(235, 232, 226)
        rough[m] = 0.25
        f0[m] = 0.6
        m = ids == 4
        emi[:, m] = np.array([1.0, 0.74, 0.42], F)[:, None] * 9
        m = ids == 6
        if m.any():
            alb[:, m] = mix(col(54, 74, 40), col(110, 120, 62), noise3(p[:, m] * 13, 4)) * (0.5 + 0.8 * noise3(p[:, m] * 4, 3))
        m = ids == 7
        if m.any():
            alb[:, m] = col(110, 96, 80) * (0.5 + 0.8 * noise3(p[:, m] * np.array([9, 2.5, 9], F)[:, None], 4))
        for i, s in enumerate(STROLL):
            b = (9 + i) * 10
            m = ids == b
            alb[:, m] = col(200, 152, 126)
            m = ids == b + 1
            if m.any():
                y = (p[1][m] - 3) * 1.72 / s[4]
                c = np.array(s[5], F)[:, None] * np.ones((1, m.sum()), F)
                alb[:, m] = np.where(y < 0.93, np.array([[0.045], [0.05], [0.065]], F), c) * (0.8 + 0.4 * noise3(p[:, m] * 15, 5))
            m = ids == b + 2
            alb[:, m] = 0.02
            m = ids == b + 3
            alb[:, m] = 0.12
        return np.clip(alb, 0.005, 0.9), emi, rough, f0, n


def river_trees(img, aux):
    """Street trees: leaves sprayed in depth order, lit by the lamps below and the last sky light."""
    h, w = img.shape[:2]
    cam = river_cam(w, h)
    k0 = w / RW
    for n, (tx, tz) in reversed(list(enumerate(TREES_R))):
        rng = np.random.default_rng([SEED, 120, n])
        # limbs
        tips = []

        def grow(p, v, L, lv):
            q = p + v * L
            segs.append((p, q, 0.11 * 0.62 ** lv))
            if lv == 4:
                tips.append(q)
                return
            for _ in range(3 if lv < 3 else 3):
                a = rng.standard_normal(3)
                a[1] = abs(a[1]) * 0.25 + (0.55 if lv < 2 else 0.10)
                u = v * 0.72 + a * 0.60
                grow(q, u / np.linalg.norm(u), L * rng.uniform(0.70, 0.88), lv + 1)
        segs = []
        base = np.array([tx, 3 + 2.4, tz])
        for _ in range(6):
            a = rng.standard_normal(3) * 0.75
            a[1] = 0.75
            grow(base + np.array([0, rng.uniform(-0.1, 1.2), 0]), a / np.linalg.norm(a), rng.uniform(0.75, 1.05), 1)
        tips = np.array(tips)
        nl = int(np.clip(46000 * (9 / tz) ** 0.9, 5000, 50000))
        c0 = tips[rng.integers(0, len(tips), nl)]
        P = c0 + rng.standard_normal((nl, 3)) * np.array([0.46, 0.36, 0.46]) * rng.uniform(0.4, 1.25, (nl, 1))
        ctr = tips.mean(0)
        out = (P - ctr) / (np.std(tips, 0) * 1.9 + 0.5)
        rad = np.linalg.norm(out, axis=1)
        light = np.zeros(nl)
        for lx, lz in LAMPS:
            dv = np.array([lx, 7.0, lz]) - P
            r2 = (dv ** 2).sum(1)
            face = 0.25 + 0.75 * rng.random(nl)
            side = np.clip(0.55 + 0.6 * ((P - ctr) * dv).sum(1) / np.sqrt(r2) / 2.2, 0.06, 1.3)
            light += face * side / (r2 + 0.9) * np.exp(-np.sqrt(r2) / 7)
        skyl = np.clip(0.25 + 0.75 * (0.5 + 0.5 * out[:, 1] - 0.30 * out[:, 0]), 0.05, 1.2) * rng.uniform(0.5, 1.2, nl)
        hue = rng.random(nl)[:, None]
        leaf = mix(np.array([0.055, 0.075, 0.032]), np.array([0.16, 0.12, 0.035]), (hue > 0.80) * 0.9 + 0.1 * hue)
        C = leaf * (skyl[:, None] * np.array([0.42, 0.50, 0.66]) * 0.62 + light[:, None] * np.array([1.0, 0.68, 0.34]) * 16.0)
        C = C * (0.45 + 0.55 * np.clip(rad, 0, 1.2))[:, None]
        dist = np.linalg.norm(P - np.array([0, EYE_Y, 0]), axis=1)
        C = C + (1 - np.exp(-dist / 420))[:, None] * np.array([0.16, 0.12, 0.12])
        order = np.argsort(-dist)
        # twigs first
        sp = Spray(w, h)
        for a, b, r in segs:
            L = np.linalg.norm(b - a)
            z = max(2.0, a[2])
            m = int(L * RFOC * k0 / z * 1.5) + 2
            t = np.linspace(0, 1, m)
            pts = a[:, None] + (b - a)[:, None] * t
            wpx = max(1.0, r * RFOC * k0 / z)
            for o in np.linspace(-0.5, 0.5, int(wpx) + 1):
                x, y, zz = cam.project(pts)
                ok = zz > 1.5
                sp.add(x[ok] + o * wpx, y[ok], 0.8, (0.030, 0.026, 0.022))
        img = sp.over(img, 1.0)
        nb = 7 if n < 5 else 3
        for part in np.array_split(order, nb):
            q = np.linspace(-1, 1, 9)
            ax = rng.standard_normal((len(part), 3))
            ax[:, 1] -= 0.4
            ax /= np.linalg.norm(ax, axis=1)[:, None]
            sz = rng.uniform(0.035, 0.062, len(part))
            pts = P[part][:, :, None] + (ax * sz[:, None])[:, :, None] * q
            pts = pts.transpose(1, 0, 2).reshape(3, -1)
            x, y, z = cam.project(pts)
            dd = np.linalg.norm(pts - np.array([[0], [EYE_Y], [0]]), axis=0)
            ok = z > 1.6
            ix, iy = np.clip(x, 0, w - 1).astype(int), np.clip(y, 0, h - 1).astype(int)
            ok &= dd < aux[iy, ix, 6] + 0.3
            cc = np.repeat(C[part], 9, 0).T
            px = np.repeat(sz, 9) * RFOC * k0 / np.maximum(z, 1)
            wt = np.clip(px * px * 0.16, 0.05, 60) * np.tile(1 - 0.75 * q * q, len(part)) / 3
            # broad leaves: spread the particles across the blade
            J = max(1, int(np.median(px) * 0.5))
            sp = Spray(w, h)
            for j in range(J):
                jx, jy = rng.normal(0, 0.22, x.size) * px, rng.normal(0, 0.22, x.size) * px
                sp.add((x + jx)[ok], (y + jy)[ok], (wt / J)[ok], cc[:, ok])
            img = sp.over(img, 1.6)
    return img


def river(scale, spp):
    t0 = time.time()
    with Pool(2) as pool:
        U, M = pool.map(_upper_job, [False, True])
    bg = river_water(U, M)
    print(f"backdrop {time.time() - t0:.0f} s", flush=True)
    w, h = int(RW * scale), int(RH * scale)
    img, aux = render(Promenade(bg), river_cam(w, h), spp, 3, 1)
    return img, aux


def river_finish(img, aux, out):
    x = denoise(img, aux, levels=3, sc=0.5)
    # keep the painted backdrop as it is
    far = sstep(100, 150, aux[..., 6])[..., None]
    x = mix(x, img, far)
    x = river_trees(x, aux)
    h, w = x.shape[:2]
    k = w / RW
    b = np.clip(x - 0.75, 0, 8)
    x = x + 0.10 * blur(b, 5 * k) + 0.05 * blur(b, 20 * k) + 0.02 * blur(b, 70 * k)
    x = to_srgb(film(x * 1.6, 3.6))
    x = levels(x, 0.2, 99.8, 0.98, 0.25)
    return finish(x, "riverside", 1, out=out, grain=0.009, sharpen=0.3)


# ------------------------------------------------------------------ 3 harvest
# metres; x to the right, z away from the camera, y up

SUN = np.array([-0.80, 0.40, 0.24], F)
SUN /= np.linalg.norm(SUN)
EYE_H = 44.0
SHORE = 900.0
UA = 0.24                       # heading of the combines
US, VS = math.cos(UA), math.sin(UA)
V0, CUT = 86.0, 2.4            # first strip still standing, strip width
HEADS = [24.0, 11.0, -5.0, -19.0]


def canal(z):
    return 44 - 0.05 * z + 30 * np.sin(z / 150 - 0.3) + 6 * np.sin(z / 57 + 1)


def lattice(a, W, seed, row=None, jit=0.34):
    """Irregular 1-D cells: index, distance to the nearer boundary, cell width."""
    def B(k):
        h = hash1(k, seed) if row is None else hash2(k, row, seed)
        return (k + jit * (2 * h - 1)) * F(W)
    k = np.floor(a / F(W))
    k = np.where(a < B(k), k - 1, k)
    k = np.where(a >= B(k + 1), k + 1, k)
    lo, hi = B(k), B(k + 1)
    return k, np.minimum(a - lo, hi - a), hi - lo


def layout(x, z):
    wx = (noise2(x / 80, z / 80, 3) - 0.5) * 34
    wz = (noise2(x / 90, z / 90, 5) - 0.5) * 40
    a = x - canal(z)
    s = np.where(a < 0, F(1), F(-1))
    aw = a + wx * sstep(14, 50, np.abs(a))
    bw = z + wz + 0.16 * a * s
    i, ea, wa = lattice(np.abs(aw) - 16, 26, 11)
    i = i * s
    j, eb, wb = lattice(bw, 62, 13, i, 0.30)
    e = np.minimum(ea, eb * 0.97)
    # harvest field: one large block before the camera
    u = x * US + (z - V0) * VS
    v = (z - V0) * US - x * VS
    big = (a < -15) & (v > -31 + 3 * np.sin(u / 19)) & (v < 27 + 5 * np.sin(u / 31)) & (u > -66 + 6 * np.sin(v / 14))
    eb2 = np.minimum(np.minimum(-15 - a, v + 31 - 3 * np.sin(u / 19)), np.minimum(27 + 5 * np.sin(u / 31) - v, u + 66 - 6 * np.sin(v / 14)))
    e = np.where(big, eb2, np.minimum(e, np.where(eb2 < 0, -eb2, 99)))
    kind = hash2(i * 3 + 1, j, 21)
    return a, i, j, e, kind, big, u, v


def cutstate(u, v):
    """True where the combines have passed."""
    k = np.floor(v / CUT)
    cut = v < 0
    for n, h in enumerate(HEADS):
        cut |= (k == n) & (u < h)
    return cut


def crowns(p, ax, az, cell, seed, dens, rmin, rmax, hmin, hmax, keep):
    """Tree crowns as noisy ellipsoids on a jittered grid: distance and a tree number."""
    best = np.full(p.shape[1], 1e3, F)
    who = np.zeros(p.shape[1], F)
    ix, iz = np.floor(ax / cell), np.floor(az / cell)
    ox, oz = np.where(ax / cell - ix < 0.5, -1, 0), np.where(az / cell - iz < 0.5, -1, 0)
    for di in (0, 1):
        for dj in (0, 1):
            cx, cz = ix + ox + di, iz + oz + dj
            h = hash2(cx, cz, seed)
            h2 = hash2(cx, cz, seed + 1)
            px, pz = (cx + 0.25 + 0.5 * h2) * F(cell), (cz + 0.25 + 0.5 * (h2 * 7.3 % 1)) * F(cell)
            R = rmin + (rmax - rmin) * (h2 * 13.7 % 1)
            H = hmin + (hmax - hmin) * (h2 * 29.1 % 1)
            ok = (h < dens) & keep(px, pz)
            dx, dz, dy = (ax - px) / R, (az - pz) / R, (p[1] - 0.58 * H) / (0.45 * H)
            d = (np.sqrt(dx * dx + dz * dz + dy * dy) - 1) * np.minimum(R, 0.45 * H)
            d = np.where(ok, d, 9)
            m = d < best
            best = np.where(m, d, best).astype(F)
            who = np.where(m, h2, who)
    return best, who


def grove(px, pz):
    n = noise2(px / 85, pz / 60, 81)
    return ((n > 0.72) & (pz > 330)) | (hamlet(px, pz) < 1.25) & (noise2(px / 14, pz / 14, 83) > 0.42)


def trees(p, tell=False):
    """Distance to the crowns (1e3 where there can be none)."""
    best = np.full(p.shape[1], 1e3, F)
    who = np.zeros(p.shape[1], F)
    x, z = p[0], p[2]
    a = x - canal(z)
    low = (p[1] < 13) & (z < SHORE - 40)
    sets = [(low & (a > -16) & (a < -1) & (z > 35), 0), (low & (a > 11) & (a < 27) & (z > 110), 1), (low & (z > 300) & (np.abs(a) > 16), 2)]
    for m, k in sets:
        if not m.any():
            continue
        q, am = p[:, m], a[m]
        if k == 0:
            d, w = crowns(q, am + 11.8, q[2], 6.5, 61, 0.62, 1.7, 2.7, 5.0, 8.5,
                          lambda px, pz: (px > 0) & (px < 6.5) & (pz > 40) & ((pz < 100) | (pz > 150)))
        elif k == 1:
            d, w = crowns(q, am - 15.5, q[2], 6.5, 71, 0.62, 1.5, 2.6, 4.0, 7.0, lambda px, pz: (px > 0) & (px < 6.5) & (pz > 120))
        else:
            d, w = crowns(q, q[0], q[2], 8.5, 91, 0.85, 2.6, 4.6, 5.0, 10.0, grove)
        c = d < 1.6
        if c.any():
            qq = q[:, c]
            d[c] -= (noise3(qq * F(0.95), 51) - 0.42) * F(1.5) + (noise3(qq * F(2.6), 53) - 0.5) * F(0.7) - (noise3(qq * F(6.5), 57) - 0.5) * F(0.45)
        best[m] = np.minimum(best[m], d)
        if tell:
            who[m] = np.where(d <= best[m], w, who[m])
    return (best, who) if tell else best


HAMLETS = [(-196, 430, 78, 34), (150, 360, 48, 40), (60, 640, 110, 28), (-330, 700, 120, 30)]


def hamlet(x, z):
    d = np.full(np.shape(x), 9, F)
    for cx, cz, rx, rz in HAMLETS:
        d = np.minimum(d, np.sqrt(((x - cx) / rx) ** 2 + ((z - cz) / rz) ** 2))
    return d


def houses(x, z):
    """Gabled houses as a height field: height, kind (1 wall, 2 roof)."""
    g, gz = F(17), F(14)
    ix, iz = np.floor(x / g), np.floor(z / gz)
    cx, cz = (ix + 0.5) * g, (iz + 0.5) * gz
    on = (hamlet(cx, cz) < 0.92) & (hash2(ix, iz, 101) < 0.62)
    dx = x - cx - (hash2(ix, iz, 102) - 0.5) * 3
    dz = z - cz - (hash2(ix, iz, 103) - 0.5) * 2
    L = 4.6 + 1.6 * hash2(ix, iz, 104)
    W = 3.6
    ins = on & (np.abs(dx) < L) & (np.abs(dz) < W)
    H = 5.4 + 2.6 * (hash2(ix, iz, 105) > 0.5)
    h = np.where(ins, H + (W - np.abs(dz)) * 0.62, 0)
    return h, hash2(ix, iz, 106), dz


def ground(x, z, full=False):
    a, i, j, e, kind, big, u, v = layout(x, z)
    cut = cutstate(u, v)
    crop = kind < 0.58
    green = (kind >= 0.58) & (kind < 0.72)
    stub = (kind >= 0.72) & (kind < 0.94)
    wet = kind >= 0.94
    crop = np.where(big, ~cut, crop)
    stub = np.where(big, cut, stub)
    green &= ~big
    wet &= ~big
    side = np.abs(a)
    inner = sstep(0.45, 0.75, e - 0.25 * (noise2(x * 0.9, z * 0.9, 31) - 0.5))
    fine = noise2(x * 1.9, z * 1.9, 33)
    fine2 = noise2(x * 5.1, z * 5.1, 35)
    h = np.where(crop, 0.78 + 0.20 * fine + 0.16 * fine2, np.where(green, 0.40 + 0.15 * fine2, np.where(stub, 0.10 + 0.05 * fine2, -0.10)))
    h = mix(0.28 + 0.12 * fine2, h, inner)
    # bales of straw along the passes of the cut field
    bu, bv = np.floor(u / 9.0), np.floor(v / 7.2)
    on = big & cut & (v < -3) & (hash2(bu, bv, 41) < 0.75) & (e > 3)
    du = u - (bu + 0.3 + 0.4 * hash2(bu, bv, 42)) * 9.0
    dv = v - (bv + 0.5) * 7.2 - (hash2(bu, bv, 43) - 0.5) * 1.6
    an = hash2(bu, bv, 44) * 0.7 - 0.2
    d1, d2 = du * np.cos(an) + dv * np.sin(an), dv * np.cos(an) - du * np.sin(an)
    bale = on & (np.abs(d1) < 0.75) & (np.abs(d2) < 0.42)
    h = np.where(bale, 0.62, h)
    # canal, banks, road
    bank = sstep(15.0, 12.5, side)
    lane = (a > 8.6) & (a < 12.4)
    hb = 0.55 + 0.25 * fine - 2.0 * sstep(7.4, 5.4, side + 0.9 * (noise2(x * 0.35, z * 0.35, 37) - 0.5))
    hb = np.where(lane, 0.75, hb)
    h = mix(h, hb, bank)
    canalw = (side < 7) & (h < -0.55)
    shore = z + 46 * (fbm2(x / 130, z * 0 + 3, 4, 39) - 0.5) + 0.00006 * x * x
    lake = shore > SHORE
    reedb = (shore > SHORE - 26) & ~lake
    h = np.where(reedb, 1.6 * noise2(x * 0.8, z * 0.8, 34), h)
    hs, hk, hdz = houses(x, z)
    hs = np.where(side < 20, 0, hs)
    h = np.where(hs > 0, np.maximum(hs, h), h)
    isH = (hs > 0) & (hs >= h - 0.01)
    h = np.where(canalw, -0.9, h)
    h = np.where(lake, -0.9, h)
    if not full:
        return h
    return h, dict(a=a, i=i, j=j, e=e, kind=kind, big=big, u=u, v=v, cut=cut, crop=crop, green=green, stub=stub, wet=wet, inner=inner,
                   fine=fine, fine2=fine2, bale=bale, bank=bank, lane=lane, canal=canalw, lake=lake, reed=reedb,
                   house=isH, hk=hk, hdz=hdz, shore=shore)


# ---- combines and the grain boat, as distance functions near their bounding spheres

def combine_local(p, n):
    h = HEADS[n]
    v = (n + 0.5) * CUT
    x0 = h * US - v * VS
    z0 = V0 + h * VS + v * US
    X, Z = rot(p[0] - F(x0), p[2] - F(z0), UA)
    return X, p[1] - F(0.1), Z


def combine(p, n):
    x, y, z = combine_local(p, n)       # front at x = 0, body behind
    body = box(x + 3.4, y - 1.45, z, 1.75, 0.62, 0.92, 0.12)
    tank = box(x + 3.1, y - 2.30, z + 0.1, 0.95, 0.38, 0.80, 0.1)
    engine = box(x + 4.6, y - 1.9, z + 0.2, 0.55, 0.4, 0.7, 0.1)
    cab = box(x + 1.55, y - 2.25, z - 0.35, 0.62, 0.62, 0.52, 0.08)
    roof = box(x + 1.5, y - 2.92, z - 0.35, 0.78, 0.06, 0.64, 0.03)
    track = box(x + 3.2, y - 0.40, np.abs(z) - 0.78, 1.55, 0.36, 0.24, 0.2)
    head = box(x + 0.35, y - 0.50, z, 0.45, 0.30, 1.2, 0.05)
    feed = box(x + 1.2, y - 0.85, z + 0.3, 0.7, 0.25, 0.38, 0.05)
    r = np.sqrt((x - 0.2) ** 2 + (y - 0.95) ** 2)
    reel = np.maximum(np.abs(r - 0.42) - 0.05, np.abs(z) - 1.15)
    an = np.arctan2(y - 0.95, x - 0.2) * F(6 / (2 * math.pi))
    reel = np.maximum(reel, (np.abs(an - np.round(an)) - 0.16) * 0.4)
    ap = capsule(np.stack([x, y, z]), (-4.1, 2.75, -0.5), (-1.2, 3.05, -1.3), 0.13)
    ap = np.minimum(ap, capsule(np.stack([x, y, z]), (-4.1, 1.5, -0.5), (-4.1, 2.75, -0.5), 0.14))
    return np.stack([np.minimum(body, feed), tank, engine, cab, roof, track, head, reel, ap])


def boat_local(p):
    z0 = 150.0
    sl = math.atan((float(canal(np.array(z0 + 1.0))) - float(canal(np.array(z0 - 1.0)))) / 2)
    X, Z = rot(p[0] - F(float(canal(np.array(z0)))) - F(0.5), p[2] - F(z0), -sl)
    return X, p[1] + F(0.9), Z


def boat(p):
    x, y, z = boat_local(p)
    w = 1.75 * np.clip(1 - (np.clip(np.abs(z) - 5.5, 0, 9) / 4.2) ** 2, 0.02, 1)
    hull = np.maximum(np.abs(x) - w, np.maximum(np.abs(z) - 8.6, np.abs(y - 0.25) - 0.62))
    hold = np.maximum(np.abs(x) - w + 0.28, np.maximum(np.abs(z + 0.8) - 5.8, 0.55 - y))
    hull = np.maximum(hull, -hold)
    grain = np.maximum(np.maximum(np.abs(x) - w + 0.25, np.abs(z + 0.8) - 5.7), y - 0.95 - 0.5 * np.cos(x * 0.9) * (0.75 + 0.25 * np.cos(z * 0.55)))
    cab = box(x, y - 1.55, z - 6.4, 1.05, 0.85, 0.95, 0.08)
    croof = box(x, y - 2.45, z - 6.4, 1.25, 0.07, 1.2, 0.03)
    return np.stack([hull, grain, cab, croof])


CC = []
for _n in range(4):
    _v = (_n + 0.5) * CUT
    CC.append((HEADS[_n] * US - _v * VS - 2.4 * US, V0 + HEADS[_n] * VS + _v * US - 2.4 * VS, 4.0))


def objects(p):
    """Distance to machines; far points get the sphere bound."""
    d = np.full(p.shape[1], 1e3, F)
    for n, (cx, cz, R) in enumerate(CC):
        b = np.sqrt((p[0] - cx) ** 2 + (p[1] - 1.5) ** 2 + (p[2] - cz) ** 2) - R
        m = b < 0.3
        b = np.maximum(b, 0.2)
        if m.any():
            b[m] = combine(p[:, m], n).min(0)
        d = np.minimum(d, b)
    x, y, z = boat_local(p)
    b = np.sqrt(x * x + y * y + z * z) - F(9.6)
    m = b < 0.3
    b = np.maximum(b, 0.2)
    if m.any():
        b[m] = boat(p[:, m]).min(0)
    return np.minimum(np.minimum(d, b), trees(p) * F(0.75))


def trace_field(o, d, tmax, n, shadow=False):
    """March height field and machines together."""
    N = o.shape[1]
    t = np.zeros(N, F)
    hit = np.zeros(N, bool)
    if not shadow:
        t = np.clip((12.5 - o[1]) / np.minimum(d[1], -1e-4), 0, tmax).astype(F)
    idx = np.arange(N)
    tt, oo, dd = t.copy(), o, d
    prev = tt.copy()
    for k in range(n):
        p = oo + dd * tt
        h = p[1] - ground(p[0], p[2])
        ob = objects(p)
        step = np.minimum(h / (np.abs(dd[1]) + 0.75), ob * 0.8)
        mn = 0.012 + tt * (0.0006 if not shadow else 0.03)
        ht = (h < 0.02 + (0 if shadow else 1) * tt * 0.00012) | (ob < 0.02 + tt * 0.0002)
        prev = np.where(ht, prev, tt)
        tt = np.where(ht, tt, tt + np.maximum(step, mn))
        out = ht | (tt > tmax) | (shadow & (p[1] > 12.5))
        if k % 3 == 2 or k == n - 1:
            t[idx] = tt
            hit[idx[ht]] = True
            q = ~out
            if not q.any():
                break
            idx, tt, oo, dd, prev = idx[q], tt[q], oo[:, q], dd[:, q], prev[q]
    return t, hit


def sky_col(d):
    y = np.clip(d[1], -0.02, 1)
    c = mix(col(232, 226, 212), col(150, 184, 216), sstep(-0.01, 0.20, y)[None])
    cl = fbm2(d[0] / (y + 0.06) * 0.8, 1 / (y + 0.06) * 0.8, 4, 7)
    return mix(c, col(246, 242, 234), 0.55 * sstep(0.45, 0.75, cl))


def water_col(p, d, k, near):
    n = 0.012 if near else 0.02
    rx = (noise2(p[0] * 0.9 * k, p[2] * 2.2 * k, 5) - 0.5) * n * 6
    rz = (noise2(p[0] * 0.9 * k + 9, p[2] * 2.2 * k, 6) - 0.5) * n * 6
    r = np.stack([d[0] + rx, np.abs(d[1]) + np.abs(rz), d[2]])
    r = unit(r)
    s = sky_col(r)
    fr = 0.03 + 0.97 * (1 - np.clip(-d[1], 0, 1)) ** 5
    body = col(84, 100, 84)
    return mix(body, s * 0.95, np.clip(fr * 1.1 + 0.16, 0, 1)), r


def shade_field(o, d, t, hit, rng):
    N = o.shape[1]
    p = o + d * t
    x, z = p[0], p[2]
    h, g = ground(x, z, True)
    e = 0.05 + t * 0.0007
    nx = ground(x - e, z) - ground(x + e, z)
    nz = ground(x, z - e) - ground(x, z + e)
    n = unit(np.stack([nx, 2 * e, nz]).astype(F))
    # colours
    tone = hash2(g["i"] * 5 + 2, g["j"], 23)
    big1 = fbm2(x / 17, z / 17, 4, 25)
    big2 = fbm2(x / 5.0, z / 5.0, 3, 26)
    gold = mix(col(200, 160, 94), col(170, 148, 86), np.clip(tone * 0.8 + (big1 - 0.5) * 1.5, 0, 1))
    gold = mix(gold, col(130, 138, 74), 0.6 * sstep(0.55, 0.8, big1 + 0.25 * (tone - 0.5)))
    lod = sstep(0.62, 0.74, fbm2(x / 9, z / 6, 4, 28))                   # lodged patches
    gold = gold * (1 - 0.16 * lod) * (0.78 + 0.44 * big2)
    ang = hash2(g["i"], g["j"], 24) * 0.7 - 0.35 + np.where(hash2(g["i"], g["j"], 27) > 0.5, 1.57, 0)
    q = np.where(g["big"], g["v"], x * np.sin(ang) + z * np.cos(ang))
    qa = np.where(g["big"], g["u"], x * np.cos(ang) - z * np.sin(ang))
    fade = np.clip(1 - t / 420, 0.12, 1)
    drill = 0.5 + 0.5 * np.sin(q * 6.28 / 1.2)
    gold = gold * (1 - 0.10 * fade * drill)
    k = np.floor(q / CUT)
    f = q / CUT - k
    pas = hash2(k, g["j"] + 3, 29)
    stub = mix(col(182, 164, 124), col(156, 142, 104), pas)
    stub = mix(stub, col(146, 150, 92), 0.5 * sstep(0.45, 0.8, fbm2(x / 8, z / 8, 4, 44)))
    straw = np.exp(-((f - 0.5 - 0.10 * (noise2(qa * 0.3, k * 5, 45) - 0.5)) / 0.13) ** 2) * (0.35 + 0.8 * noise2(qa * 1.4, k * 3.3, 46))
    stub = mix(stub, col(222, 204, 160), np.clip(straw, 0, 1) * 0.75 * np.clip(1.2 - t / 700, 0.3, 1))
    tr = np.exp(-((np.abs(f - 0.5) - 0.33) / 0.07) ** 2) * (0.5 + 0.6 * noise2(qa * 0.9, k * 2.1, 47))
    stub = stub * (1 - 0.34 * tr * fade) * (0.88 + 0.24 * g["fine2"])
    stub = stub * (1 - 0.10 * fade * (np.sin(q * 6.28 / 0.3 + 0 * x) > 0.2) * np.clip(1 - t / 160, 0, 1))
    green = mix(col(98, 128, 60), col(66, 100, 50), tone) * (0.8 + 0.4 * big2) * (1 - 0.16 * fade * (np.sin(q * 6.28 / 1.4) > 0.1))
    soil = mix(col(112, 96, 76), col(86, 76, 62), big1)
    ridge = mix(col(128, 128, 74), col(96, 110, 58), big2) * (0.75 + 0.5 * g["fine2"])
    path = np.exp(-((g["e"] - 0.1) / 0.18) ** 2)
    ridge = mix(ridge, col(176, 160, 124), 0.5 * path)
    c = np.where(g["crop"], gold, np.where(g["green"], green, np.where(g["stub"], stub, soil)))
    c = mix(ridge, c, g["inner"])
    c = np.where(g["bale"], col(226, 204, 146) * (0.8 + 0.3 * g["fine2"]), c)
    # headland worn by the machines
    bankc = mix(col(106, 120, 60), col(150, 146, 90), fbm2(x / 4, z / 4, 4, 48)) * (0.75 + 0.5 * g["fine2"])
    lanec = col(190, 186, 174) * (0.86 + 0.2 * noise2(x, z, 49)) * (1 - 0.2 * np.exp(-((np.abs(g["a"] - 10.5) - 0.8) / 0.3) ** 2))
    c = mix(c, bankc, g["bank"])
    c = np.where(g["lane"], lanec, c)
    c = np.where(g["reed"], mix(col(168, 150, 104), col(110, 112, 70), fbm2(x / 12, z / 12, 4, 50)), c)
    td, tw = trees(p, True)
    isT = td < 0.10 + t * 0.0006
    tc = mix(col(62, 84, 40), col(96, 112, 48), (tw * 37.7) % 1)
    tc = np.where((tw * 53.3) % 1 > 0.78, col(170, 136, 58), tc)
    tc = tc * (0.60 + 0.8 * noise3(p * F(2.2), 54) + 0.6 * noise3(p * F(7.0), 58)) * (0.40 + 0.75 * sstep(0.8, 6.5, p[1]))
    c = np.where(isT, tc, c)
    wall = n[1] < 0.5
    roofc = mix(col(92, 92, 96), col(150, 86, 66), (g["hk"] > 0.66) * 1.0) * (0.9 + 0.2 * noise2(x * 3, z * 3, 55))
    c = np.where(g["house"], np.where(wall, col(226, 222, 212), roofc), c)
    # machines
    ob = objects(p)
    isO = (ob < 0.06 + t * 0.0006)
    if isO.any():
        P = p[:, isO]
        ee = F(0.01)
        kk = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], F)
        nn = 0
        for q4 in kk:
            nn = nn + q4[:, None] * objects(P + q4[:, None] * ee)
        n[:, isO] = unit(nn)
        best = np.full(P.shape[1], 9, F)
        cc = np.zeros((3, P.shape[1]), F)
        pal = [col(206, 70, 34), col(214, 80, 38), col(60, 62, 64), col(58, 74, 84), col(228, 226, 218), col(38, 36, 34),
               col(196, 66, 34), col(214, 176, 60), col(212, 208, 198)]
        for m4 in range(4):
            dd = combine(P, m4)
            w = dd.argmin(0)
            dm = dd.min(0)
            cm = np.concatenate(pal, 1)[:, w]
            X, Y, Z = combine_local(P, m4)
            cm = np.where((w == 1) & (Y > 2.62), col(204, 168, 88), cm)
            cm = np.where((w == 0) & (np.abs(Y - 1.30) < 0.09), col(236, 232, 224), cm)
            s = dm < best
            best = np.where(s, dm, best)
            cc = np.where(s, cm, cc)
        dd = boat(P)
        w, dm = dd.argmin(0), dd.min(0)
        cm = np.concatenate([col(92, 88, 86), col(212, 168, 84), col(206, 206, 200), col(70, 104, 130)], 1)[:, w]
        s = dm < best
        cc = np.where(s, cm, cc)
        cc = np.where(isT[isO] & (best > 0.3) & (dm > 0.3), c[:, isO], cc)
        c[:, isO] = cc
    # light
    so = p + n * (0.05 + t * 0.0008)
    L = unit(SUN[:, None] + 0.012 * rng.standard_normal((3, N)).astype(F))
    _, sh = trace_field(so, L.astype(F), F(70.0), 26, True)
    ndl = np.clip(dot(n, L), 0, 1)
    ndl = np.where((g["crop"] & ~isO) | isT, 0.25 + 0.72 * ndl, ndl)        # ears let light through
    sun = np.where(sh, 0, ndl)
    ao = np.where(isO, 0.75, 0.62 + 0.38 * sstep(0.0, 0.9, h + 0.4))
    amb = (0.5 + 0.5 * n[1]) * ao
    out = c * (sun * np.array([1.0, 0.90, 0.74], F)[:, None] * 1.9 + amb * np.array([0.44, 0.52, 0.64], F)[:, None] * 0.68)
    # water
    for key, k, near in (("canal", 1.0, True), ("lake", 0.25, False), ("wet", 0.8, True)):
        m = g[key] & ~isO
        if key == "wet":
            m &= (g["inner"] > 0.6) & (big1 > 0.47) & (g["bank"] < 0.1) & ~g["house"] & ~g["lake"] & ~g["reed"]
        if m.any():
            wc, r = water_col(p[:, m], d[:, m], k, near)
            if key == "canal":
                tt, rh = trace_field(p[:, m] + np.array([[0], [0.06], [0]], F), unit(r * np.array([[1], [1.0], [1]], F)).astype(F), F(40.0), 22, True)
                wc = np.where(rh, col(70, 80, 46) * 0.8, wc)
            if key == "lake":
                glit = sstep(0.62, 0.85, noise2(x[m] / 3.0, z[m] / 22, 56)) * sstep(0.4, 0.7, noise2(x[m] / 200, z[m] / 160, 57))
                wc = wc * (0.92 + 0.22 * glit)
                fence = (np.abs(np.sin(z[m] / 70 + x[m] / 900)) < 0.02) & (noise2(x[m] / 160, z[m] / 300, 58) > 0.55)
                wc = np.where(fence, wc * 0.72, wc)
            out[:, m] = wc * (1 if key != "wet" else 0.85)
    # air
    air = 1 - np.exp(-np.clip(t - 90, 0, None) / 1500)
    out = mix(out, col(214, 220, 222) * 0.98, air)
    return out


def far_scene(d):
    """Hills and sky above the far shore."""
    c = sky_col(d)
    az = np.arctan2(d[0], d[2])
    el = d[1]
    for k, (base, amp, fr, tone) in enumerate([(0.004, 0.040, 3.0, (190, 204, 214)), (-0.002, 0.030, 5.0, (164, 184, 196)), (-0.006, 0.017, 9.0, (136, 158, 168))]):
        r = base + amp * fbm2(az * fr + 3 * k, az * 0 + k, 5, 70 + k)
        c = np.where(el < r, col(*tone) * (0.95 + 0.1 * fbm2(az * 60, el * 300, 3, 75)), c)
    return c


def _field_rows(args):
    y0, y1, w, h, spp = args
    rng = np.random.default_rng([SEED, 3, y0])
    cam = Cam((0, EYE_H, 0), (0, EYE_H - 26.5, 100), 60, w, h)
    px, py = np.meshgrid(np.arange(w, dtype=F), np.arange(y0, y1, dtype=F))
    px, py = px.ravel(), py.ravel()
    acc = 0
    for s in range(spp):
        jx = ((s % 2) + rng.random(px.size, F)) / 2
        jy = (((s // 2) % 2) + rng.random(px.size, F)) / 2
        o, d = cam.rays(px + jx, py + jy, rng)
        c = far_scene(d)
        m = d[1] < -0.0115
        if m.any():
            t, hit = trace_field(o[:, m], d[:, m], F(4500.0), 72)
            c[:, m] = shade_field(o[:, m], d[:, m], t, hit, rng)
        acc = acc + np.minimum(c, 3)
    return y0, (acc / spp).T.reshape(y1 - y0, w, 3)


def harvest_trace(scale, spp):
    w, h = int(1700 * scale), int(900 * scale)
    t0 = time.time()
    rows = max(2, 40000 // w)
    img = np.zeros((h, w, 3), F)
    with Pool(os.cpu_count()) as pool:
        for y0, a in pool.imap_unordered(_field_rows, [(y, min(h, y + rows), w, h, spp) for y in range(0, h, rows)]):
            img[y0:y0 + len(a)] = a
    print(f"harvest {w}x{h} {spp} spp {time.time() - t0:.0f} s")
    return img


def harvest_extras(x):
    """Dust behind the combines and egrets over the stubble (linear light)."""
    h, w = x.shape[:2]
    cam = Cam((0, EYE_H, 0), (0, EYE_H - 26.5, 100), 60, w, h)
    rng = np.random.default_rng(SEED + 33)
    dust = Spray(w, h)
    for cx, cz, _ in CC:
        n = 5000
        s = rng.exponential(3.2, n)
        v = rng.normal(0, 0.5 + 0.16 * s)
        p = np.stack([cx - (3.2 + s) * US - v * VS, 0.4 + rng.random(n) * (0.9 + 0.22 * s), cz - (3.2 + s) * VS + v * US])
        px, py, _ = cam.project(p)
        dust.add(px, py, np.exp(-s / 5) * (w / 1700) ** 2, (0.60, 0.53, 0.40))
    x = dust.over(x, 0.10, 2.6 * w / 1700)
    big = 4
    birds = Image.new("L", (w * big, h * big), 0)
    d = ImageDraw.Draw(birds)
    for k in range(17):
        u, v = rng.uniform(-30, 26), rng.uniform(-20, -1)
        p = np.array([[u * US - v * VS], [rng.uniform(0.5, 5.0)], [V0 + u * VS + v * US]])
        (px,), (py,), (z,) = cam.project(p)
        s = 0.55 * w / (2 * cam.k * z) * big
        px, py, f = px * big, py * big, rng.uniform(-0.6, 0.5)
        t = rng.uniform(0.6, 1.0) * rng.choice([-1, 1])
        d.line([(px - s * 0.9, py - s * f), (px - s * 0.3, py - s * 0.12), (px, py), (px + s * 0.3, py - s * 0.12), (px + s * 0.9 * abs(t), py - s * f)], fill=255, width=max(1, int(s * 0.26)))
        d.line([(px - s * 0.35 * t, py + s * 0.06), (px + s * 0.45 * t, py - s * 0.04)], fill=255, width=max(1, int(s * 0.3)))
    a = np.asarray(birds.resize((w, h), Image.LANCZOS), F)[..., None] / 255
    return mix(x, np.array([0.92, 0.9, 0.86], F), a * 0.92)


def harvest_finish(img, out):
    x = to_srgb(film(harvest_extras(img) * 0.85, 3.0))
    g = x.mean(-1, keepdims=True)
    x = mix(g, x, 0.78)
    x = levels(x, 0.2, 99.8, 1.12, 0.3)
    return finish(x, "harvest", 3, out=out, grain=0.007, sharpen=0.25)


# ------------------------------------------------------------------ 4 wetland

WW, WH = 1500, 950
HY, FOC, EYE = 372.0, 1350.0, 2.7      # horizon row, focal length, eye height
SUNX, SUNY = 1090.0, 262.0


def wproj(X, Y, Z):
    return WW * 0.5 + FOC * X / Z, HY + FOC * (EYE - Y) / Z


def wetland_sky():
    yy, xx = np.mgrid[0:WH, 0:WW].astype(F)
    y = yy / HY
    dx, dy = (xx - SUNX) / 1000, (yy - SUNY) / 1000
    r = np.sqrt(dx * dx + (dy * 1.5) ** 2)
    top = np.array([0.105, 0.165, 0.25], F)
    midc = np.array([0.30, 0.31, 0.32], F)
    low = np.array([0.62, 0.42, 0.25], F)
    t = np.clip(y, 0, 1)[..., None]
    c = mix(top, midc, sstep(0.0, 0.62, t))
    c = mix(c, low, sstep(0.45, 1.05, t) * (0.35 + 0.65 * np.exp(-np.abs(dx) * 1.5))[..., None])
    # clouds: long streaks lit from below near the sun
    py = 1 / (1.12 - np.clip(y, 0, 1.02))
    n = fbm2(xx / 330 + 3, py * 1.9 + 0.10 * xx / 330, 6, 3, 0.52)
    n2 = fbm2(xx / 150, py * 4.5, 5, 9)
    cl = sstep(0.44, 0.70, n + 0.16 * (n2 - 0.5)) * sstep(1.0, 0.78, y)
    lit = np.clip(fbm2(xx / 330 + 3, (py - 0.05) * 1.9 + 0.10 * xx / 330, 6, 3, 0.52) - n + 0.5, 0, 1)
    warm = np.exp(-r * 2.0)[..., None]
    cc = mix(np.array([0.24, 0.25, 0.29], F), np.array([1.05, 0.72, 0.44], F), np.clip(warm * 1.2 + 0.7 * (lit[..., None] - 0.5), 0, 1))
    c = mix(c, cc, 0.85 * cl[..., None])
    glow = 0.55 * np.exp(-r * 5.0) + 1.6 * np.exp(-(r / 0.05) ** 2) + 6.0 * sstep(0.0235, 0.019, r)
    c = c + glow[..., None] * np.array([1.0, 0.74, 0.42], F)
    # hills
    for k, (base, amp, fx, tone, hz) in enumerate([(0.80, 0.24, 2.0, (0.17, 0.20, 0.245), 0.50), (0.90, 0.18, 3.2, (0.11, 0.135, 0.165), 0.32),
                                                   (0.965, 0.12, 5.0, (0.055, 0.068, 0.075), 0.14)]):
        x = xx[0] / WW
        ridge = base - amp * (fbm2(x * fx + 4 + k * 9, x * 0 + k * 3.3, 6, 20 + k, 0.48) - 0.30)
        tree = 0.006 * (fbm2(x * 240, x * 0 + k, 3, 26) - 0.5) * (k + 1)
        m = sstep(-0.003, 0.003, y - (ridge + tree)[None])
        mist = sstep(0.0, 0.16, y - ridge[None])
        air = mix(np.array(tone, F), c * 0 + np.array([0.50, 0.38, 0.28], F) * (0.50 + 1.0 * np.exp(-np.abs(dx) * 2.2))[..., None], (hz + (1 - hz) * 0.55 * mist)[..., None])
        tex = 1 + 0.22 * (fbm2(xx / 42, yy / 16 + 0.6 * xx / 42, 4, 30 + k) - 0.5)[..., None] * (1 - hz)
        c = mix(c, air * tex, m[..., None])
    return c


def far_bank(c):
    """Tree line and reed beds on the far shore."""
    rng = np.random.default_rng(SEED + 41)
    sp = Spray(WW, WH)
    for Z, n, hmax, tone in ((420, 26000, 9, 0.30), (300, 30000, 4.2, 0.16)):
        X = rng.uniform(-0.62, 0.62, n) * Z
        h = hmax * np.clip(noise2(X / 26, X * 0 + Z, 3) * 1.6 - 0.35, 0.05, 1)
        Y = h * rng.random(n) ** 0.7
        x, y = wproj(X, Y, Z)
        g = np.exp(-np.abs(x - SUNX) / 420)
        col_ = np.stack([tone * 0.62 + 0.30 * g * tone, tone * 0.60 + 0.20 * g * tone, tone * 0.56 + 0.06 * g])
        sp.add(x, y, 0.9, col_)
    return sp.over(c, 1.2)


def reed_strokes(sp, rng, X, Z, Y0, hmin, hmax, n, base, tip, lean=0.25, wpx=1.0, mirror=None, leaf=0.5, plume_p=0.25, bend=0.0):
    """Thin stems and leaves for distant and middle reeds. X, Z: arrays of roots."""
    h = rng.uniform(hmin, hmax, n)
    a = rng.normal(0.10 + bend, lean * 0.5, n)
    K = 44
    t = np.linspace(0, 1, K)[None]
    Xs = X[:, None] + (a * h)[:, None] * t ** 2 * 0.7
    Ys = Y0 + h[:, None] * t * (1 - 0.10 * np.abs(a)[:, None] * t)
    Zs = np.broadcast_to(Z[:, None], Xs.shape)
    for s in ((1, mirror) if mirror else (1,)):
        Yv = Ys if s == 1 else -Ys
        x, y = wproj(Xs, Yv, Zs)
        dens = (wpx * FOC * h[:, None] / Zs / K) * 0.55
        c = base[:, None, None] + (tip - base)[:, None, None] * (t ** 1.3)[None] * np.ones_like(x)[None]
        g = (0.55 + 1.1 * np.exp(-np.abs(x - SUNX) / 380))
        c = c * (1 + (g - 1) * t)[None] * rng.uniform(0.7, 1.25, n)[None, :, None]
        sp.add(x.ravel(), y.ravel(), np.broadcast_to(dens * (1 - 0.5 * t), x.shape).ravel() * (1 if s == 1 else 0.8), c.reshape(3, -1))
        # leaves
        m = int(n * leaf)
        if m:
            i = rng.integers(0, n, m)
            t0 = rng.uniform(0.15, 0.8, m)
            q = np.linspace(0, 1, 24)[None]
            L = rng.uniform(0.25, 0.5, m) * h[i]
            sd = rng.choice([-1, 1], m) * rng.uniform(0.5, 1.0, m) + 0.25
            lx = X[i][:, None] + (a[i] * h[i] * t0 ** 2 * 0.7)[:, None] + (sd * L)[:, None] * q * 0.6
            ly = Y0 + (h[i] * t0)[:, None] + L[:, None] * (0.75 * q - 0.62 * q * q)
            if s != 1:
                ly = -ly
            x, y = wproj(lx, ly, Z[i][:, None])
            c = (base + (tip - base) * 0.5)[:, None, None] * rng.uniform(0.6, 1.5, m)[None, :, None] * np.ones_like(x)[None]
            dn = (wpx * FOC * L[:, None] / Z[i][:, None] / 24) * 0.6 * (1 - q) ** 0.5
            sp.add(x.ravel(), y.ravel(), dn.ravel(), c.reshape(3, -1))
        # plumes
        pm = np.flatnonzero(rng.random(n) < plume_p)
        if pm.size:
            q = rng.random((pm.size, 90))
            L = 0.20 * h[pm][:, None]
            px_ = X[pm][:, None] + (a[pm] * h[pm])[:, None] * 0.7 + L * q * (0.25 + a[pm][:, None]) + rng.normal(0, 0.16, q.shape) * L * np.sin(np.pi * (0.12 + 0.8 * q))
            py_ = Y0 + (h[pm] * (1 - 0.10 * np.abs(a[pm])))[:, None] + L * q * 0.9 - L * q * q * 0.35
            if s != 1:
                py_ = -py_
            x, y = wproj(px_, py_, Z[pm][:, None])
            g = 0.5 + 1.15 * np.exp(-np.abs(x - SUNX) / 420)
            c = np.array([0.62, 0.47, 0.32])[:, None, None] * g[None] * rng.uniform(0.75, 1.2, (pm.size, 1))[None]
            sp.add(x.ravel(), y.ravel(), (wpx * 0.011 * (FOC * L / Z[pm][:, None]) ** 1.25 * np.ones_like(q)).ravel(), c.reshape(3, -1))


def wetland_water(sky):
    yy, xx = np.mgrid[0:WH, 0:WW].astype(F)
    Z = FOC * EYE / np.maximum(yy - HY, 0.6)
    X = (xx - WW / 2) * Z / FOC
    out = np.zeros_like(sky)
    calm = 0.36 + 0.9 * sstep(0.42, 0.64, fbm2(X / 22, Z / 36, 5, 60))          # breeze patches
    foot = Z * Z / (FOC * EYE)                                                  # metres per pixel row

    def wave(fx, fz, sd):
        """Ripple slopes, faded where a wavelength is under two pixels."""
        f = np.clip(0.5 / (foot * fz), 0, 1) ** 0.7
        q = X * fx + 0.35 * (fbm2(X * fx * 0.3, Z * fz * 0.3, 2, sd + 40) - 0.5) * 4
        return (fbm2(q, Z * fz, 3, sd) - 0.5) * f
    w0 = 0.9 * wave(1.1, 0.8, 61) + 1.0 * wave(3.2, 2.6, 63) + 0.8 * wave(8.0, 7.5, 65)
    for s in range(6):
        w = calm * (0.062 * w0 + 0.010 * (noise2(X * 9 + s * 3.3, Z * 5 + s, 67) - 0.5) * (s + 1))
        dyp = w * FOC * np.clip(1.15 - 12 / (yy - HY + 12.01), 0.12, 1.1)
        dxp = 0.3 * dyp
        ry = 2 * HY - yy - np.abs(dyp) + 0.5 * dyp
        out += bilin(sky, xx + dxp, np.clip(ry, 0, HY - 1.5))
    out /= 6
    depth = np.clip((yy - HY) / (WH - HY), 0, 1)
    fres = 0.93 - 0.52 * depth ** 0.9
    body = np.array([0.070, 0.085, 0.085], F)
    out = out * fres[..., None] + body * (1 - fres)[..., None]
    # sparkle under the sun
    gl = np.exp(-((xx - SUNX) / (26 + 0.30 * (yy - HY))) ** 2)
    spk = sstep(0.10, 0.34, w0 * calm + 0.10 * (noise2(X * 13, Z * 9, 68) - 0.5))
    out += (gl * (0.06 + 0.9 * spk) * np.clip(1.05 - 1.25 * depth, 0, 1))[..., None] * np.array([1.0, 0.78, 0.5], F)
    return out


def walk_path(s):
    """Boardwalk centre line: s in 0..1 -> X, Z."""
    Z = 6.5 * (95 / 6.5) ** s
    X = 5.6 - 3.0 * s + 9.5 * np.sin(s * 2.75) * (s ** 1.25) * 1.55 - 15 * s ** 3.2
    return X, Z


def boardwalk(img):
    S = 2
    w, h = WW * S, WH * S
    rng = np.random.default_rng(SEED + 45)
    s = np.linspace(0.0, 1.0, 900)
    X, Z = walk_path(s)
    ds = np.hypot(np.diff(X), np.diff(Z))
    L = np.concatenate([[0], np.cumsum(ds)])
    step = np.arange(0, L[-1], 0.20)
    Xs, Zs = np.interp(step, L, X), np.interp(step, L, Z)
    tx, tz = np.gradient(Xs), np.gradient(Zs)
    n = np.hypot(tx, tz)
    nx, nz = -tz / n, tx / n              # to the left of travel
    HW, DY = 1.15, 0.62

    def P(i, off, y):
        x, yv = wproj(Xs[i] + nx[i] * off, y, Zs[i] + nz[i] * off)
        return (float(x) * S, float(yv) * S)

    def tone(i, v, z):
        x = wproj(Xs[i], 0, Zs[i])[0]
        g = math.exp(-abs(x - SUNX) / 420)
        a = 1 - math.exp(-z / 210)
        c = np.array(v) * (0.75 + 0.75 * g * np.array([1.25, 1.0, 0.72]))
        c = c * (1 - a) + np.array([0.62, 0.50, 0.38]) * a * (0.7 + 0.6 * g)
        return tuple(int(255 * q) for q in np.clip(to_srgb(c), 0, 1))

    layers = []
    for mir in (-1, 1):
        im = Image.new("RGBA", (w, h), (0, 0, 0, 0))
        d = ImageDraw.Draw(im)
        for i in range(len(step) - 2, 0, -1):
            z = Zs[i]
            if z < 5.2:
                continue
            lw = lambda m: max(1, int(round(m * FOC / z * S)))
            if i % 15 == 0:
                for off in (-HW * 0.8, HW * 0.8):
                    a, b = P(i, off, DY * mir), P(i, off, (-0.25 if mir == 1 else 0.0))
                    d.line([a, b], fill=tone(i, (0.045, 0.042, 0.04), z), width=lw(0.16))
            v = rng.uniform(0.80, 1.15)
            if mir == 1:
                q = [P(i, -HW, DY), P(i, HW, DY), P(i + 1, HW, DY), P(i + 1, -HW, DY)]
                d.polygon(q, fill=tone(i, np.array([0.27, 0.225, 0.18]) * v, z))
                if z < 34:
                    d.line([q[0], q[1]], fill=tone(i, (0.06, 0.052, 0.045), z), width=max(1, int(0.022 * FOC / z * S)))
            for off in (-HW, HW):
                e = [P(i, off, DY * mir), P(i + 1, off, DY * mir), P(i + 1, off, (DY - 0.2) * mir), P(i, off, (DY - 0.2) * mir)]
                d.polygon(e, fill=tone(i, (0.06, 0.052, 0.045), z))
            for off in (-HW * 0.95, HW * 0.95):
                for hgt, t in ((1.05, 0.085), (0.62, 0.05), (0.30, 0.05)):
                    a, b = P(i, off, (DY + hgt) * mir), P(i + 1, off, (DY + hgt) * mir)
                    d.line([a, b], fill=tone(i, (0.10, 0.082, 0.064), z), width=lw(t))
                    if hgt > 1 and mir == 1:      # sun on the hand rail
                        k = lw(0.024)
                        up = lw(t) * 0.36
                        d.line([(a[0], a[1] - up), (b[0], b[1] - up)], fill=tone(i, (0.50, 0.40, 0.28), z), width=k)
                if i % 9 == 0:
                    d.line([P(i, off, DY * mir), P(i, off, (DY + 1.14) * mir)], fill=tone(i, (0.075, 0.063, 0.05), z), width=lw(0.11))
        layers.append(im)
        if mir == 1:
            # walkers
            for frac, side, hh, cl in ((0.60, -0.35, 1.70, (0.05, 0.04, 0.04)), (0.605, 0.35, 1.60, (0.09, 0.045, 0.04)), (0.70, 0.1, 1.68, (0.035, 0.04, 0.055))):
                i = int(np.searchsorted(Zs, walk_path(frac)[1]))
                i = min(max(i, 1), len(step) - 3)
                z = Zs[i]
                px_, py_ = P(i, side, DY)
                u = FOC / z * S
                t = tone(i, cl, z)
                d.polygon([(px_ - 0.17 * u, py_), (px_ - 0.05 * u, py_ - 0.8 * u), (px_ + 0.05 * u, py_ - 0.8 * u), (px_ + 0.16 * u, py_), (px_ + 0.07 * u, py_), (px_, py_ - 0.55 * u), (px_ - 0.09 * u, py_)], fill=t)
                d.polygon([(px_ - 0.2 * u, py_ - 0.75 * u), (px_ - 0.23 * u, py_ - 1.30 * u), (px_ - 0.10 * u, py_ - 1.44 * u), (px_ + 0.10 * u, py_ - 1.44 * u), (px_ + 0.23 * u, py_ - 1.30 * u), (px_ + 0.19 * u, py_ - 0.75 * u)], fill=t)
                d.ellipse([px_ - 0.105 * u, py_ - hh * u, px_ + 0.105 * u, py_ - (hh - 0.25) * u], fill=tone(i, np.array(cl) * 0.7, z))
    out = img
    for im, mir in zip(layers, (-1, 1)):
        a = np.asarray(im.resize((WW, WH), Image.LANCZOS), F) / 255
        rgb, al = a[..., :3], a[..., 3]
        l = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        if mir == -1:
            yy, xx = np.mgrid[0:WH, 0:WW].astype(F)
            Zp = FOC * EYE / np.maximum(yy - HY, 0.6)
            Xp = (xx - WW / 2) * Zp / FOC
            dx = (fbm2(Xp * 1.2, Zp * 1.1, 3, 71) - 0.5) * FOC / Zp * 0.16
            dy = (fbm2(Xp * 2.0, Zp * 1.6, 3, 72) - 0.5) * FOC / Zp * 0.22
            l, al = bilin(l, xx + dx, yy + dy), bilin(al, xx + dx, yy + dy)
            al = blur(al, 1.2) * 0.72 * (yy > HY)
        out = mix(out, l, al[..., None])
    return out


def leaf_points(rng, x0, y0, ang, L, W, curl, K=0):
    """Tapered blade in pixels: points across its width, with shade value."""
    K = int(L * 1.3)
    J = max(3, int(W * 2.2))
    t = np.linspace(0, 1, K)[:, None]
    a = ang + curl * t ** 1.4
    st = L / K
    cx = x0 + np.cumsum(np.cos(a), 0) * st
    cy = y0 - np.cumsum(np.sin(a), 0) * st
    prof = np.minimum(t / 0.12, 1) ** 0.6 * (1 - t) ** 0.75
    s = np.linspace(-1, 1, J)[None]
    px = cx + (-np.sin(a)) * s * W * 0.5 * prof
    py = cy - (np.cos(a)) * s * W * 0.5 * prof
    return px, py, t + 0 * s, s + 0 * t, prof + 0 * s


def foreground(img, clumps, seed, dark=1.0, scale=1.0, blur_px=0.0):
    """Near reeds against the light: stems, blades, plumes."""
    rng = np.random.default_rng(SEED + seed)
    blades = Spray(WW, WH)
    fluff = Spray(WW, WH)
    for x0, y0, n, spread, hmin, hmax, pl in clumps:
        for k in range(n):
            bx = x0 + rng.normal(0, spread)
            by = y0 + rng.uniform(0, 30)
            hgt = rng.uniform(hmin, hmax)
            ang = math.pi / 2 - rng.normal(0.10, 0.10)
            curl = -abs(rng.normal(0.10, 0.10))
            W = rng.uniform(3.2, 5.2) * scale
            px, py, t, s, pr = leaf_points(rng, bx, by, ang, hgt, W, curl)
            K = px.shape[0]
            prof = (1 - 0.55 * t)
            px = px[:, :1] * 0 + px.mean(1, keepdims=True) + s * W * 0.5 * prof * np.sin(ang)
            py = py.mean(1, keepdims=True) + 0 * s
            g = 0.4 + 1.3 * np.exp(-np.hypot(px - SUNX, (py - SUNY) * 0.8) / 430)
            node = 1 - 0.5 * (np.abs((t * hgt / (46 * scale) + k * 0.37) % 1 - 0.5) < 0.06)
            edge = np.clip(s * np.sign(SUNX - bx) - 0.15, 0, 1) ** 1.3
            c = (np.array([0.085, 0.074, 0.040])[:, None, None] * (0.35 + 0.8 * t) + np.array([0.62, 0.46, 0.22])[:, None, None] * edge * g * (0.25 + 0.75 * t)) * node * dark
            blades.add(px.ravel(), py.ravel(), 0.9, c.reshape(3, -1))
            # blades
            for q in range(rng.integers(5, 9)):
                tt = rng.uniform(0.10, 0.86)
                i = int(tt * (K - 1))
                lx, ly = px[i].mean(), py[i].mean()
                sd = rng.choice([-1, 1], p=[0.38, 0.62])
                la = math.pi / 2 - sd * rng.uniform(0.25, 0.75)
                L = rng.uniform(0.22, 0.46) * hgt * (1.1 - 0.4 * tt)
                cu = -sd * rng.uniform(0.3, 1.7)
                W2 = rng.uniform(6, 12) * scale
                ax, ay, t2, s2, p2 = leaf_points(rng, lx, ly, la, L, W2, cu)
                fold = rng.uniform(-0.3, 0.3)
                g = 0.30 + 1.45 * np.exp(-np.hypot(ax - SUNX, (ay - SUNY) * 0.8) / 430)
                vein = 0.86 + 0.14 * np.cos(s2 * 16)
                tr = np.where(s2 > fold, 1.0, 0.55) * rng.uniform(0.35, 1.15)
                dead = rng.random()
                trans = np.array([0.52, 0.40, 0.15]) if dead < 0.55 else np.array([0.34, 0.38, 0.11])
                c = trans[:, None, None] * (tr * g * vein * (0.35 + 0.65 * (1 - np.abs(tt - 0.6))) * 0.62) + 0.012
                low = sstep(0.0, 0.45, (by - ay) / hgt)
                c = c * (0.22 + 0.78 * low)[None] * dark
                blades.add(ax.ravel(), ay.ravel(), 0.75, c.reshape(3, -1))
            if rng.random() < pl:
                i = K - 1
                tip = np.array([px[i].mean(), -py[i].mean(), 0.0])
                way = np.array([px[i].mean() - px[i - 8].mean(), -(py[i].mean() - py[i - 8].mean()), 0])
                L = rng.uniform(0.27, 0.36) * hgt * 0.8
                pts, off, t3, fade = plume(rng, tip - way / np.linalg.norm(way) * L * 0.12, way, L, (0.42 + rng.normal(0, 0.12), -0.30, 0.0), n=90, hairs=40, fluff=0.86)
                br = np.repeat(rng.uniform(0.45, 1.3, 90), 40 * 7)
                x, y = pts[0], -pts[1]
                g = 0.42 + 1.25 * np.exp(-np.hypot(x - SUNX, (y - SUNY) * 0.8) / 520)
                c = np.array([0.92, 0.69, 0.45])[:, None] * g * br * rng.uniform(0.85, 1.1)
                fluff.add(x, y, fade, c)
    c, d = blades.planes()
    a = 1 - np.exp(-1.35 * d)
    if blur_px:
        a = blur(a, blur_px)
        c = blur(c * d[..., None], blur_px) / np.maximum(blur(d, blur_px), 1e-5)[..., None]
    img = mix(img, c, a[..., None])
    c, d = fluff.planes()
    if blur_px:
        c = blur(c * d[..., None], blur_px) / np.maximum(blur(d, blur_px), 1e-5)[..., None]
        d = blur(d, blur_px)
    a = 1 - np.exp(-0.42 * d)
    thick = 1 - np.exp(-0.055 * (0.45 * d + 0.55 * blur(d, 1.6)))       # thick parts hold the light back
    cc = c * (1.05 - 0.74 * thick)[..., None] * mix(np.ones(3, F), np.array([1.0, 0.93, 0.84], F), thick[..., None])
    return mix(img, cc, a[..., None])


def egret(d, x, y, s, flap, turn, white, shade, S):
    """Flying egret; s: half span in pixels, flap: wing height, turn: +1 flies right."""
    x, y, s = x * S, y * S, s * S

    def pt(u, v):
        return (x + turn * u * s, y - v * s)

    def curve(ps, n=14):
        ps = np.array(ps, float)
        out = []
        for i in range(len(ps) - 1):
            p0, p1, p2, p3 = ps[max(i - 1, 0)], ps[i], ps[i + 1], ps[min(i + 2, len(ps) - 1)]
            for t in np.linspace(0, 1, n, endpoint=False):
                out.append(0.5 * ((2 * p1) + (-p0 + p2) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t + (-p0 + 3 * p1 - 3 * p2 + p3) * t ** 3))
        out.append(ps[-1])
        return [pt(*q) for q in out]
    def wing(wr, tip, root, chord, col_, tipc):
        """Leading edge shoulder-wrist-tip, scalloped trailing edge back to the body."""
        sx, sy = root
        lead = [(sx, sy), (sx + wr[0] * 0.55, sy + wr[1] * 0.62), (sx + wr[0], sy + wr[1]), (sx + (wr[0] + tip[0]) * 0.5 + 0.02, sy + (wr[1] + tip[1]) * 0.52), (sx + tip[0], sy + tip[1])]
        tr = []
        for k, q in enumerate((0.86, 0.66, 0.44, 0.22, 0.0)):
            bx = sx + (tip[0] * q + wr[0] * 0.5 * (1 - q) * q * 2)
            by = sy + (tip[1] * q + wr[1] * 0.5 * (1 - q) * q * 2)
            m = 0.55 + 0.45 * (1 - q)
            tr.append((bx + chord[0] * m, by + chord[1] * m))
        d.polygon(curve(lead + tr + [(sx - 0.12, sy - 0.03)]), fill=col_)
        mid = [(sx + 0.6 * (a - sx) + 0.4 * (b_ - sx), sy + 0.6 * (c_ - sy) + 0.4 * (e - sy)) for (a, c_), (b_, e) in zip(tr, lead[::-1])]
        d.polygon(curve(tr + mid[::-1]), fill=tipc)
    f = flap
    mid = tuple(int(0.5 * a + 0.5 * b) for a, b in zip(white, shade))
    wing((0.30, 0.34 * f), (0.42, 0.92 * f), (0.12, 0.05), (-0.34, -0.04 * f), shade, shade)
    d.line([pt(-0.28, -0.015), pt(-0.74, -0.05)], fill=(52, 48, 46, 255), width=max(1, int(s * 0.025)))
    body = curve([(0.36, 0.02), (0.30, 0.085), (0.12, 0.085), (-0.10, 0.07), (-0.44, -0.005), (-0.16, -0.065), (0.10, -0.075), (0.26, -0.055), (0.36, 0.02)])
    d.polygon(body, fill=mid)
    hd = curve([(0.24, 0.0), (0.30, 0.085), (0.40, 0.095), (0.47, 0.06), (0.40, 0.025), (0.33, -0.03), (0.24, -0.04)])
    d.polygon(hd, fill=white)
    d.polygon([pt(0.45, 0.078), pt(0.68, 0.04), pt(0.45, 0.045)], fill=(120, 98, 56, 255))
    wing((0.02, 0.42 * f), (-0.34, 1.00 * f), (0.10, 0.04), (-0.36, 0.02 * f), white, mid)


def birds(img):
    S = 5
    im = Image.new("RGBA", (WW * S // 1, int(HY + 140) * S), (0, 0, 0, 0))
    d = ImageDraw.Draw(im)
    W, H2 = (236, 230, 220, 255), (150, 148, 150, 255)
    for x, y, s, f, t in ((596, 128, 60, 0.95, 1), (668, 204, 54, -0.45, 1), (560, 250, 47, 0.72, 1), (764, 132, 44, 0.85, 1), (716, 296, 38, -0.35, 1),
                          (838, 220, 34, 0.7, 1), (905, 160, 27, -0.4, 1), (690, 66, 32, 0.5, 1), (806, 306, 25, 0.85, 1)):
        g = math.exp(-abs(x - SUNX) / 500)
        egret(d, x, y, s, f, t, tuple(int(v * (1 - 0.10 * g)) for v in W[:3]) + (255,), tuple(int(v * (1 - 0.1 * g)) for v in H2[:3]) + (255,), S)
    a = np.asarray(im.resize((WW, int(HY + 140)), Image.LANCZOS), F) / 255
    a = np.concatenate([a, np.zeros((WH - a.shape[0], WW, 4), F)])
    rgb = a[..., :3]
    l = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    yy, xx = np.mgrid[0:WH, 0:WW].astype(F)
    l = l * (0.66 + 0.5 * fbm2(xx / 16, yy / 16, 3, 77))[..., None]
    al = blur(a[..., 3], 0.6)
    return mix(img, l * 0.95, al[..., None])


def wetland():
    t0 = time.time()
    sky = far_bank(wetland_sky())
    water = wetland_water(sky)
    yy, xx = np.mgrid[0:WH, 0:WW].astype(F)
    img = np.where((yy > HY)[..., None], water, sky)
    # mist on the water by the far bank
    m = np.exp(-((yy - HY) / 16) ** 2) * (0.5 + 0.5 * fbm2(xx / 260, yy / 30, 4, 74))
    img = mix(img, np.array([0.66, 0.47, 0.30], F) * (0.40 + 0.85 * np.exp(-np.abs(xx - SUNX) / 460))[..., None], 0.55 * m[..., None])
    rng = np.random.default_rng(SEED + 42)
    base, tip = np.array([0.055, 0.050, 0.032]), np.array([0.30, 0.225, 0.12])
    bands = [(150, 190, -75, -8, 1500, 3.0), (150, 175, 26, 88, 1300, 3.0), (82, 100, -44, -24, 1300, 3.0), (74, 84, 16, 33, 1100, 2.8),
             (46, 56, -23, -13.5, 1200, 2.7), (38, 43, 11.5, 17.5, 700, 2.6), (27, 30, -15, -9.6, 900, 2.5)]
    for z0, z1, x0, x1, n, h in bands:
        Z = rng.uniform(z0, z1, n)
        u = rng.beta(1.3, 1.3, n)
        X = x0 + (x1 - x0) * u
        sp, rf = Spray(WW, WH), Spray(WW, WH)
        air = 1 - math.exp(-z0 / 170)
        hz = np.array([0.60, 0.46, 0.33]) * 0.8
        b2, t2 = base * (1 - air) + hz * air * 0.75, tip * (1 - air) + hz * air
        st = rng.bit_generator.state
        reed_strokes(sp, rng, X, Z, 0.0, h * 0.6, h * 1.15, n, b2, t2, wpx=0.9 + 4 / z0, leaf=1.1, plume_p=0.28)
        rng.bit_generator.state = st
        reed_strokes(rf, rng, X, Z, 0.0, h * 0.6, h * 1.15, n, b2 * 0.8, t2 * 0.62, wpx=0.9 + 4 / z0, leaf=1.1, plume_p=0.28, mirror=-1)
        c, d = rf.planes()
        Zp = FOC * EYE / np.maximum(yy - HY, 0.6)
        Xp = (xx - WW / 2) * Zp / FOC
        dx = (fbm2(Xp * 0.8, Zp * 0.8, 3, 71) - 0.5) * FOC / Zp * 0.26
        below = yy > HY + FOC * EYE / z1 - 1
        c, d = bilin(c, xx + dx, yy), bilin(d, xx + dx, yy)
        d = blur(d, 1.0)
        a = (1 - np.exp(-0.9 * d)) * 0.75 * below
        img = mix(img, c, a[..., None])
        img = sp.over(img, 1.25)
    img = boardwalk(img)
    img = birds(img)
    # near reeds: a softer group behind, a sharp one in front
    img = foreground(img, [(1395, 905, 16, 75, 360, 560, 0.75), (60, 900, 12, 60, 330, 520, 0.75), (250, 975, 9, 70, 300, 430, 0.6)], 46, 1.0, 0.8, 1.1)
    img = foreground(img, [(1440, 985, 13, 62, 520, 800, 0.95), (40, 985, 13, 70, 520, 830, 0.9), (200, 1000, 8, 70, 400, 600, 0.8),
                           (1230, 1010, 7, 60, 330, 500, 0.75)], 47, 1.0, 1.0)
    # veil of light
    r = np.hypot(xx - SUNX, (yy - SUNY) * 1.1)
    img = img + (0.10 * np.exp(-r / 200) + 0.02 * np.exp(-r / 700))[..., None] * np.array([1.0, 0.78, 0.52], F)
    b = np.clip(img - 0.9, 0, 4)
    img = img + 0.10 * blur(b, 14) + 0.06 * blur(b, 50)
    print(f"wetland {time.time() - t0:.0f} s")
    return img


def wetland_finish(img, out):
    x = to_srgb(film(img * 1.35, 4.5))
    g = x.mean(-1, keepdims=True)
    x = mix(g, x, 0.9)
    x = levels(x, 0.3, 99.7, 1.08, 0.30)
    return finish(x, "wetland", 4, out=out, grain=0.008, sharpen=0.3)


# ------------------------------------------------------------------ 5 reed basket


def pack_discs(R, r, gap, seed):
    """Random close-ish packing of disc centres in a circle."""
    rng = np.random.default_rng(seed)
    pts = []
    for i in range(-8, 9):
        for j in range(-8, 9):
            x, y = (i + 0.5 * (j % 2)) * (2 * r + gap), j * (2 * r + gap) * 0.866
            if x * x + y * y < (R - r) ** 2:
                pts.append((x, y))
    pts = np.array(pts) + rng.normal(0, gap * 0.6, (len(pts), 2))
    return pts


class Bundle:
    """Reeds lying parallel: a cross-section table swept along an axis, hollow at the cut ends."""
    S = 0.75
    N = 320

    def __init__(self, centre, yaw, half, seed, r=0.062, R=0.46, ties=(-1.4, 1.3), pitch=0.0):
        self.c, self.yaw, self.half, self.ties, self.R, self.pitch = centre, yaw, half, ties, R, pitch
        rng = np.random.default_rng(seed)
        pts = pack_discs(R, r, 0.006, seed)
        rad = r * rng.uniform(0.8, 1.06, len(pts))
        g = (np.arange(self.N) + 0.5) / self.N * 2 * self.S - self.S
        X, Y = np.meshgrid(g, g)
        D = np.sqrt((X[..., None] - pts[:, 0]) ** 2 + (Y[..., None] - pts[:, 1]) ** 2)
        E = np.maximum(D - rad, -(D - rad * 0.58))
        self.id = D.__sub__(rad).argmin(-1).astype(np.int32)
        self.tab = E.min(-1).astype(F)
        self.solid = (D - rad).min(-1).astype(F)
        self.la = (half + rng.uniform(-0.22, 0.12, len(pts))).astype(F)
        self.lb = (half + rng.uniform(-0.35, 0.2, len(pts))).astype(F)
        self.seed = seed
        e = half + 0.4
        a = abs(math.cos(yaw)) * e + 0.8
        b = abs(math.sin(yaw)) * e + 0.8
        self.lo = (centre[0] - a, -0.1, centre[2] - b)
        self.hi = (centre[0] + a, centre[1] + 0.8, centre[2] + b)

    def local(self, p):
        s, v = rot(p[0] - F(self.c[0]), p[2] - F(self.c[2]), self.yaw)
        h = p[1] - F(self.c[1])
        return s, h, v

    def warp(self, s, h, v):
        k = s / F(self.half)
        sc = F(0.94) + F(0.16) * k * k + F(0.02) * np.sin(s * F(1.7) + F(self.seed))
        h = h + F(0.02) * np.sin(s * F(1.1)) - F(0.05) * (sc - F(0.94))
        h, v = rot(h, v, 0.0)
        a = F(0.10) * s
        ca, sa = np.cos(a), np.sin(a)
        return (ca * h + sa * v) / sc, (ca * v - sa * h) / sc, sc

    def look(self, tab, h, v):
        i = np.clip((h + F(self.S)) * F(self.N / 2 / self.S) - F(0.5), 0, self.N - 2)
        j = np.clip((v + F(self.S)) * F(self.N / 2 / self.S) - F(0.5), 0, self.N - 2)
        ii, jj = i.astype(np.int32), j.astype(np.int32)
        fi, fj = i - ii, j - jj
        t = tab
        a = t[ii, jj] * (1 - fj) + t[ii, jj + 1] * fj
        b = t[ii + 1, jj] * (1 - fj) + t[ii + 1, jj + 1] * fj
        return a + (b - a) * fi.astype(F)

    def which(self, h, v):
        i = np.clip((h + F(self.S)) * F(self.N / 2 / self.S), 0, self.N - 1).astype(np.int32)
        j = np.clip((v + F(self.S)) * F(self.N / 2 / self.S), 0, self.N - 1).astype(np.int32)
        return self.id[i, j]

    def dist(self, p):
        s, h0, v0 = self.local(p)
        h, v, sc = self.warp(s, h0, v0)
        rr = np.sqrt(h * h + v * v)
        out = rr > F(self.S * 0.92)
        k = self.which(h, v)
        d2 = np.where(np.abs(s) > self.half - 0.7, self.look(self.tab, h, v), self.look(self.solid, h, v)) * sc
        d2 = np.where(out, rr - F(self.R), d2)
        cap = np.maximum(s - self.lb[k], -s - self.la[k])
        d = np.maximum(d2, np.minimum(cap, F(0.3)))
        return d * F(0.8)

    def tie(self, p):
        s, h0, v0 = self.local(p)
        h, v, sc = self.warp(s, h0, v0)
        rr = np.sqrt(h * h + v * v) * sc
        d = np.full(s.shape, 9, F)
        for t in self.ties:
            q = s - F(t) - F(0.05) * h
            kk = np.clip(np.round(q / F(0.062)), -2, 2)
            q = q - kk * F(0.062)
            a = np.arctan2(h, v)
            wob = F(0.012) * np.sin(a * 5 + kk * 2)
            th = np.arctan2(q, rr - F(self.R) + wob) + a * F(22)
            d = np.minimum(d, np.sqrt(q * q + (rr - F(self.R) + wob) ** 2) - F(0.031) - F(0.004) * np.sin(th * 2))
        return d * F(0.7)


def reed_stems():
    """Root and tip of the reeds standing in the basket."""
    rng = np.random.default_rng(SEED + 5)
    stems = []
    for _ in range(15):
        a, b = rng.uniform(-0.5, 1.0), rng.uniform(-0.5, 0.5)
        x0, z0 = rng.uniform(-0.45, 0.35), rng.uniform(-0.1, 0.7)
        top = (x0 + a * 1.9 + 0.25, 3.5 + rng.uniform(0, 1.5) - 0.5 * abs(a), z0 + b * 0.7 + 0.3)
        stems.append(((x0 - a * 0.3, 0.25, z0), top))
    return stems


class Basket(Scene):
    eps = 6e-4
    relax = 0.8
    tmax = 40.0
    steps = 130
    clamp = 3.0
    NS = 44
    PITCH = 0.088
    TOP = 2.2

    def __init__(self):
        self.A = Bundle((0.95, 0.45, -2.6), 0.17, 2.75, 11, ties=(-1.45, 1.35))
        self.B = Bundle((2.55, 0.45, 0.35), -1.28, 2.6, 12, ties=(-1.5, 1.2))
        self.loose = [(-1.55, -2.75, -0.25, 1.25), (-1.6, -3.3, 0.12, 1.6), (1.6, -3.55, 0.06, 1.5)]
        self.stems = reed_stems()
        self.parts = [
            Part(lambda p: p[1].copy(), 0),
            Part(lambda p: F(5.2) - p[2], 1),
            Part(self.weave, 2, (-1.95, -0.1, -1.95), (1.95, 2.45, 1.95), 0.3),
            Part(self.rim, 3, (-1.95, -0.1, -1.95), (1.95, 2.45, 1.95), 0.3),
            Part(self.handle, 4, (-1.8, 1.3, -1.6), (1.8, 4.6, 1.6), 0.3),
            Part(self.A.dist, 5, self.A.lo, self.A.hi, 0.3),
            Part(self.A.tie, 6, self.A.lo, self.A.hi, 0.3),
            Part(self.B.dist, 7, self.B.lo, self.B.hi, 0.3),
            Part(self.B.tie, 6, self.B.lo, self.B.hi, 0.3),
            Part(self.coil, 8, (-3.1, -0.1, -1.5), (-1.5, 0.4, 0.3), 0.3),
            Part(self.loosed, 9, (-3.6, -0.1, -4.2), (3.4, 0.3, -2.2), 0.3),
            Part(self.stemd, 10, (-2.0, 0.2, -1.2), (2.8, 5.2, 1.8), 0.3),
        ]
        E = np.array([1.0, 0.95, 0.88])
        self.lights = [
            rect((-7.5, 5.2, -2.2), (0.95, 0, 2.5), (0.35, 1.7, 0), E * 23),
            rect((6.5, 4.5, -6.5), (1.5, 0, -1.5), (0, 1.5, 0), np.array([0.75, 0.88, 1.0]) * 0.9),
        ]
        t = np.array([0, 1.4, 0])
        for l in self.lights:
            if (t - l["c"]) @ l["n"] < 0:
                l["n"] = -l["n"]
        self.build((-4.2, -0.12, -4.6), (4.2, 5.3, 5.25), 0.11)

    @staticmethod
    def radius(y):
        a = np.clip((F(1.25) - y) / F(1.25), 0, 1)
        b = np.clip((y - F(1.25)) / F(0.95), 0, 1.2)
        return F(1.68) - F(0.48) * a * a - F(0.20) * b * b

    def polar(self, p):
        x = p[0]
        z = p[2]
        r = np.sqrt(x * x + z * z)
        # hand-made: slightly out of round
        th = np.arctan2(z, x)
        r = r * (1 + F(0.012) * np.cos(2 * th + F(0.6)) + F(0.006) * np.sin(3 * th))
        return r, th

    def weave(self, p):
        r, th = self.polar(p)
        y = p[1]
        yc = np.clip(y, 0, self.TOP)
        R = self.radius(yc)
        dR = np.where(yc < 1.25, F(0.614) * (F(1.25) - yc), -F(0.443) * (yc - F(1.25)))
        cs = 1 / np.sqrt(1 + dR * dR)
        rho = (r - R) * cs
        NS, P = self.NS, F(self.PITCH)
        yw = y + F(0.016) * np.sin(th * 2 + F(1.1)) + F(0.008) * np.sin(th * 5)
        k0 = np.floor(yw / P)
        d = None
        for k in (k0, k0 + 1):
            k = np.clip(k, 1, 24)
            ph = np.where(k % 2 == 0, F(1), F(-1))
            c = F(0.044) * ph * np.cos(th * F(NS / 2))
            jit = F(0.012) * (hash1(k, 5) - F(0.5)) * np.cos(th * 3 + k)
            e = (np.sqrt(((rho - c) * F(1.5)) ** 2 + ((yw - k * P - jit) * F(0.84)) ** 2) - F(0.036)) * F(0.72)
            d = e if d is None else np.minimum(d, e)
        j = np.round(th * F(NS / 2 / math.pi))
        dt = (th - j * F(2 * math.pi / NS)) * R
        stake = np.sqrt(rho * rho + (np.abs(dt) - F(0.018)).clip(0) ** 2) - F(0.034)
        stake = np.maximum(stake, np.maximum(y - F(2.2), F(0.02) - y))
        d = np.minimum(d, stake)
        bottom = np.maximum(np.abs(y - F(0.1)) - F(0.03), r - F(1.22))
        return np.minimum(d, bottom) * F(0.85)

    def twist(self, a, b, turns, R, s=0.075, n=3):
        """Rope cross-section: offsets a, b from the core, phase `turns`."""
        ang = np.arctan2(b, a) - turns
        f = F(2 * math.pi / n)
        ang = ang - f * np.round(ang / f)
        rr = np.sqrt(a * a + b * b)
        x = rr * np.cos(ang) - F(R)
        yy = rr * np.sin(ang)
        return np.sqrt(x * x + yy * yy) - F(s)

    def rim(self, p):
        r, th = self.polar(p)
        d1 = self.twist(r - F(1.50), p[1] - F(2.20), th * F(26), 0.082, 0.06, 5)
        d2 = self.twist(r - F(1.24), p[1] - F(0.09), th * F(22), 0.05, 0.05, 4)
        return np.minimum(d1, d2) * F(0.7)

    def hand(self, p):
        x, z = rot(p[0], p[2], -0.42)
        y = (p[1] - F(1.85)) * F(1 / 1.62)
        rr = np.sqrt(x * x + y * y)
        ps = np.arctan2(y, x)
        # distance scale: between 1 and 1.62
        sc = np.sqrt(np.cos(ps) ** 2 + (F(1.62) * np.sin(ps)) ** 2)
        return (rr - F(1.47)) * sc, z, ps

    def handle(self, p):
        a, z, ps = self.hand(p)
        d = self.twist(a, z, ps * F(30), 0.070, 0.052, 5)
        d = np.maximum(d, F(1.5) - p[1])
        return d * F(0.6)

    def coil(self, p):
        x, y, z = p[0] + F(2.32), p[1], p[2] + F(0.62)
        r = np.sqrt(x * x + z * z)
        th = np.arctan2(z, x)
        y = y - F(0.045) - F(0.02) * np.sin(th * 2 + 1)
        q = r - F(0.46) - F(0.03) * np.cos(th * 3)
        i = np.clip(np.round(q / F(0.085)), -1, 1)
        j = np.clip(np.round(y / F(0.075)), 0, 1)
        dq = q - i * F(0.085) - F(0.03) * np.sin(th + i * 2 + j)
        dy = y - j * F(0.075)
        return (np.sqrt(dq * dq + dy * dy) - F(0.038)) * F(0.7)

    def loosed(self, p):
        d = None
        for x, z, a, l in self.loose:
            s, v = rot(p[0] - F(x), p[2] - F(z), a)
            v = v + F(0.03) * s * s
            node = F(0.006) * np.exp(-((s - F(0.35)) / F(0.02)) ** 2) + F(0.006) * np.exp(-((s + F(0.75)) / F(0.02)) ** 2)
            e = np.sqrt(v * v + (p[1] - F(0.06)) ** 2)
            e = np.maximum(np.maximum(e - F(0.058) - node, F(0.034) - e), np.abs(s) - F(l))
            d = e if d is None else np.minimum(d, e)
        return d * F(0.85)

    def stemd(self, p):
        d = None
        for a, b in self.stems:
            e = capsule(p, a, b, 0.034, 0.016)
            d = e if d is None else np.minimum(d, e)
        return d

    def ambient(self, p):
        return F(0.05)

    def sky(self, d):
        c = np.zeros_like(d)
        c += np.array([0.045, 0.05, 0.056], F)[:, None]
        return c

    def straw(self, tone, along, across, n):
        """Reed colour from a tone 0..1 and fibre coordinates."""
        c = mix(col(200, 174, 130), col(146, 110, 72), np.clip(tone, 0, 1))
        g = noise2(along * 1.5, across * 60, 4)
        g2 = noise2(along * 5, across * 18, 6)
        c = c * (0.72 + 0.38 * g) * (0.86 + 0.28 * g2)
        green = sstep(0.60, 0.8, noise2(along * 0.7 + tone * 31, across * 2 + tone * 17, 8))
        return mix(c, c * np.array([0.86, 1.0, 0.72], F)[:, None], green * 0.8)

    def material(self, p, n, ids, d):
        N = p.shape[1]
        alb = np.full((3, N), 0.4, F)
        emi = np.zeros((3, N), F)
        rough = np.full(N, 0.55, F)
        f0 = np.full(N, 0.035, F)
        m = ids == 0
        if m.any():
            x, z = p[0][m], p[2][m]
            W = 1.42
            k = np.floor((z + 20.35) / W)
            fz = (z + 20.35) / W - k
            o = hash1(k, 3) * 40
            # growth rings cut lengthwise
            wv = fbm2(x * 0.22 + o, z * 1.1 + o, 4, 2)
            ring = (z * 2.1 + wv * 4.5 + o)
            g = 0.5 + 0.5 * np.sin(ring * 6.28 + 2.2 * noise2(x * 0.8 + o, z * 9, 6))
            fib = fbm2(x * 1.3 + o, z * 42, 4, 9)
            pore = sstep(0.66, 0.8, noise2(x * 5.5 + o, z * 110, 12))
            c = mix(col(140, 112, 86), col(88, 66, 48), g * 0.75)
            c = c * (0.70 + 0.5 * fib) * (0.86 + 0.28 * hash1(k, 7)) * (1 - 0.35 * pore)
            knot = np.sqrt(((x + 1.7) * 0.8) ** 2 + ((z + 3.2) * 1.3) ** 2)
            c = c * (1 - 0.5 * np.exp(-(knot / 0.16) ** 2))
            edge = np.minimum(fz, 1 - fz) * W
            c = c * sstep(0.0, 0.03, edge) ** 0.7
            alb[:, m] = np.clip(c, 0.01, 0.8)
            rough[m] = 0.40 + 0.2 * fib
            f0[m] = 0.04
            n[2, m] += ((noise2(x * 1.3, z * 42, 9) - 0.5) * 0.10 + np.where(fz < 0.5, 1, -1) * -0.5 * (1 - sstep(0.0, 0.04, edge))).astype(F)
            n[:, m] = unit(n[:, m])
        m = ids == 1
        if m.any():
            x, y = p[0][m], p[1][m]
            v = fbm2(x * 0.9, y * 0.9, 6, 40)
            alb[:, m] = col(138, 134, 122) * (0.55 + 0.75 * v)
        m = (ids == 2) | (ids == 3)
        if m.any():
            q = p[:, m]
            r, th = self.polar(q)
            k = np.round((q[1] + 0.016 * np.sin(th * 2 + 1.1)) / self.PITCH)
            rimm = ids[m] == 3
            tone = 0.2 + 0.55 * hash1(k, 2) * (1 - rimm) + 0.35 * (noise2(th * 2.2 + k * 9.1, k * 3.7, 5) - 0.3)
            c = self.straw(tone, th * 6 + k * 7, q[1] * 1.2 + rimm * r, n)
            # grime and wear in the hollows
            c = c * (0.78 + 0.34 * sstep(-0.08, 0.09, r - self.radius(q[1])))
            alb[:, m] = c
            rough[m] = 0.42
            f0[m] = 0.04
        m = ids == 4
        if m.any():
            a, z, ps = self.hand(p[:, m])
            alb[:, m] = self.straw(0.25 + 0.4 * noise2(ps * 8, ps * 0, 3), ps * 3, a * 3 + z * 3, n)
            rough[m] = 0.42
        for mid, b in ((5, self.A), (7, self.B)):
            m = ids == mid
            if m.any():
                s, h0, v0 = b.local(p[:, m])
                h, v, sc = b.warp(s, h0, v0)
                k = b.which(h, v)
                tone = 0.10 + 0.6 * hash1(k, b.seed)
                c = self.straw(tone, s * 1.2 + k * 3.3, (h + v) * 1.5 + k * 0.7, n)
                # nodes
                per = 1.15 + 0.35 * hash1(k, 31)
                u = (s + 5 * hash1(k, 33)) / per
                u = (u - np.round(u)) * per
                c = c * (1 - 0.55 * np.exp(-(u / 0.018) ** 2)) * (1 + 0.16 * np.exp(-((u - 0.07) / 0.05) ** 2))
                cap = np.maximum(s - b.lb[k], -s - b.la[k])
                cut = cap > -0.012
                c = np.where(cut, col(226, 204, 158) * 0.95, c)
                alb[:, m] = c
                rough[m] = np.where(cut, 0.8, 0.30)
                f0[m] = 0.045
        m = ids == 6
        alb[:, m] = col(128, 92, 56) * (0.7 + 0.6 * noise3(p[:, m] * 14, 3)) if m.any() else 0
        m = ids == 8
        if m.any():
            x, z = p[0][m] + 2.32, p[2][m] + 0.62
            th = np.arctan2(z, x)
            r = np.sqrt(x * x + z * z)
            alb[:, m] = self.straw(0.3 + 0.3 * noise2(th * 2, r * 12, 4), th * 2, r * 2, n) * 1.02
            rough[m] = 0.4
        m = ids == 9
        if m.any():
            alb[:, m] = self.straw(0.15 + 0 * p[0][m], p[0][m], p[2][m] * 2 + p[1][m] * 2, n)
            rough[m] = 0.32
        m = ids == 10
        if m.any():
            alb[:, m] = col(168, 142, 88) * (0.7 + 0.5 * noise3(p[:, m] * np.array([9, 3, 9], F)[:, None], 3))
        return np.clip(alb, 0.01, 0.88), emi, rough, f0, n


def reed_cam(w, h):
    return Cam((0.35, 5.2, -10.2), (0.15, 1.72, 0.2), 35, w, h, aperture=0.085, focus=10.0)


def reed_trace(scale, spp):
    w, h = int(900 * scale), int(1100 * scale)
    img, aux = render(Basket(), reed_cam(w, h), spp, 4, 5)
    return img, aux


def reed_plumes(x, aux, seed=7):
    h, w = x.shape[:2]
    cam = reed_cam(w, h)
    rng = np.random.default_rng(SEED + seed)
    sp = Spray(w, h)
    lightv = np.array([-0.86, 0.42, -0.28])
    for a, b in reed_stems():
        a, b = np.array(a), np.array(b)
        way = (b - a) / np.linalg.norm(b - a)
        L = rng.uniform(1.15, 1.65)
        lean = np.array([0.22 + 0.5 * way[0] + rng.normal(0, 0.1), -0.30, rng.normal(0, 0.12)])
        pts, off, t, fade = plume(rng, b - way * 0.25, way, L, lean, n=110, hairs=52, fluff=0.9)
        px, py, z = cam.project(pts)
        dist = np.linalg.norm(pts - cam.eye[:, None], axis=0)
        ix, iy = np.clip(px.astype(int), 0, w - 1), np.clip(py.astype(int), 0, h - 1)
        vis = dist < aux[iy, ix, 6] + 0.05
        lit = np.clip(0.42 + 3.4 * (off * lightv[:, None]).sum(0), 0.06, 1.25)
        # neighbours shade each other to the right
        lit *= np.clip(1.05 - 0.13 * (pts[0] + 0.6), 0.6, 1.1)
        c = np.array([0.52, 0.42, 0.285])[:, None] * lit + np.array([0.05, 0.038, 0.024])[:, None]
        sp.add(px[vis], py[vis], fade[vis] * (w / 900) ** 2, c[:, vis] * 0.9)
    return sp.over(x, 0.42)


def reed_finish(img, aux, out):
    x = denoise(img, aux, levels=3, sc=0.5)
    x = reed_plumes(x, aux)
    x = to_srgb(film(x * 1.5, 4.0))
    g = x.mean(-1, keepdims=True)
    x = mix(g, x, 0.85)
    x = levels(x, 0.3, 99.8, 0.84, 0.22)
    return finish(x, "reed", 5, out=out)


# ------------------------------------------------------------------ 7 public-service banner

PW, PH = 2000, 560


def stain(shape, seed, sx=1.0, sy=1.0, octaves=5, warp=0.0):
    h, w = shape
    yy, xx = np.mgrid[0:h, 0:w].astype(F)
    u, v = xx / sx, yy / sy
    if warp:
        u = u + warp * (fbm2(xx / sx * 1.7, yy / sy * 1.7, 3, seed + 90) - 0.5)
        v = v + warp * (fbm2(xx / sx * 1.7 + 9, yy / sy * 1.7, 3, seed + 91) - 0.5)
    return fbm2(u, v, octaves, seed)


def brush(ink, pts, width, strength, seed, dry=0.5, taper=(0.15, 0.35)):
    """One brush stroke into the ink-density buffer: bristles along a spline."""
    h, w = ink.shape
    rng = np.random.default_rng([SEED, 7, seed])
    pts = np.asarray(pts, float)
    seg = []
    for i in range(len(pts) - 1):
        p0, p1, p2, p3 = pts[max(i - 1, 0)], pts[i], pts[i + 1], pts[min(i + 2, len(pts) - 1)]
        t = np.linspace(0, 1, max(4, int(np.hypot(*(p2 - p1)) * 1.5)), endpoint=False)[:, None]
        seg.append(0.5 * ((2 * p1) + (-p0 + p2) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t + (-p0 + 3 * p1 - 3 * p2 + p3) * t ** 3))
    c = np.concatenate(seg)
    n = len(c)
    t = np.linspace(0, 1, n)
    d = np.gradient(c, axis=0)
    d /= np.maximum(np.hypot(d[:, 0], d[:, 1])[:, None], 1e-6)
    nrm = np.stack([-d[:, 1], d[:, 0]], 1)
    prof = np.minimum(t / max(taper[0], 1e-3), 1) ** 0.6 * np.minimum((1 - t) / max(taper[1], 1e-3), 1) ** 0.7
    nb = max(3, int(width * 2.0))
    sp = Spray(w, h)
    for b in range(nb):
        o = (b + 0.5) / nb * 2 - 1 + rng.normal(0, 0.02)
        load = rng.uniform(0.5, 1.2)
        gap = noise2(t * n / 26.0 + b * 3.7, np.full(n, b * 0.31 + seed), 5)
        a = load * np.clip(1.1 - dry * (0.4 + 1.1 * t) * (gap > 0.45 + 0.2 * (1 - t)), 0.05, 1.2)
        p = c + nrm * (o * width * 0.5 * prof)[:, None] + rng.normal(0, 0.12, (n, 2))
        edge = 1 + 0.35 * (abs(o) > 0.8)
        sp.add(p[:, 0], p[:, 1], a * edge * (0.5 + 0.5 * prof), (1, 1, 1))
    dn = sp.planes()[1]
    dn = dn / max(1e-6, np.percentile(dn[dn > 0], 80)) if (dn > 0).any() else dn
    ink += np.clip(dn, 0, 1.5) * strength


def mountain(ink, ridge, depth, strength, seed, veil, cun=0.5, lean=0.5):
    """Ink-wash hill: dark wet ridge, wash running down into mist, texture strokes."""
    h, w = ink.shape
    yy, xx = np.mgrid[0:h, 0:w].astype(F)
    wob = (stain((h, w), seed, 26, 26, 4) - 0.5) * 7 + (stain((h, w), seed + 1, 7, 7, 3) - 0.5) * 2.2
    dist = yy - ridge[None] + wob
    m = sstep(-1.1, 1.6, dist)
    fall = np.exp(-np.clip(dist, 0, None) / (depth * (0.55 + 0.9 * stain((h, w), seed + 2, 120, 150, 4, 0.7))))
    wet = stain((h, w), seed + 3, 90, 70, 5, 1.2)
    blot = 0.55 + 0.9 * wet
    edge = 0.85 * np.exp(-np.clip(dist, 0, None) / 3.2) * (stain((h, w), seed + 4, 60, 60, 3) > 0.42)
    # axe-cut and hemp-fibre strokes running off the ridge
    sl = np.gradient(ridge)
    k = xx - np.sign(sl)[None] * dist * lean
    fib = noise2(k / 5.5 + 8 * (stain((h, w), seed + 6, 60, 60, 3) - 0.5), dist / 34, seed + 7)
    fibre = sstep(0.54, 0.80, fib) * sstep(3, 16, dist) * np.exp(-np.clip(dist, 0, None) / (depth * 0.75)) * sstep(0.40, 0.62, stain((h, w), seed + 8, 110, 80, 4, 0.8))
    v = m * (fall * blot + edge * 0.7 + cun * fibre)
    ink *= 1 - m * np.clip(0.35 + veil, 0, 1) * 0.92        # a nearer hill covers what lies behind
    ink += strength * v * veil


def ridge_line(peaks, w, seed, rough=10.0):
    x = np.arange(w, dtype=F)
    y = np.full(w, 1e4, F)
    for px, py, wl, wr, pw in peaks:
        d = np.where(x < px, (px - x) / wl, (x - px) / wr)
        y = np.minimum(y, py + 400 * d ** pw)
    y = y + rough * 4.5 * (fbm2(x / 130, x * 0 + seed + 7, 3, seed + 5) - 0.5) * 2 - rough * 1.6 * (1 - np.abs(2 * fbm2(x / 75, x * 0 + seed + 2, 3, seed + 8) - 1)) ** 2 + rough * 1.6 * (fbm2(x / 42, x * 0 + seed, 5, seed) - 0.5) + rough * 0.7 * (fbm2(x / 13, x * 0 + seed, 3, seed + 3) - 0.5)
    return y


def psa(out):
    W, H = PW, PH
    yy, xx = np.mgrid[0:H, 0:W].astype(F)
    ink = np.zeros((H, W), F)
    shore = 352.0

    def veil(y0, y1, seed):
        n = stain((H, W), seed, 330, 60, 4, 0.8)
        return sstep(y1, y0, yy + 110 * (n - 0.5))
    # hills, far to near: the weight lies right and far left, the middle stays open for the words
    far = ridge_line([(1380, 214, 340, 420, 1.25), (1700, 176, 460, 420, 1.3), (1235, 290, 200, 260, 1.2), (160, 262, 260, 330, 1.2)], W, 3, 7)
    mountain(ink, far, 74, 0.20, 11, veil(250, 356, 21), 0.10)
    mid = ridge_line([(1560, 146, 250, 210, 1.18), (1780, 92, 240, 330, 1.15), (1370, 236, 190, 180, 1.2), (40, 226, 300, 210, 1.15)], W, 5, 12)
    mountain(ink, mid, 96, 0.40, 31, veil(236, 352, 23), 0.40, 0.4)
    near = ridge_line([(1905, 74, 260, 260, 1.05), (1716, 196, 150, 110, 1.1), (1998, 120, 120, 200, 1.1)], W, 9, 17)
    mountain(ink, near, 150, 0.72, 51, veil(300, 372, 25), 0.85, 0.35)
    low = ridge_line([(1640, 312, 190, 150, 1.3), (1830, 292, 170, 260, 1.25), (1460, 336, 150, 120, 1.5)], W, 13, 9)
    mountain(ink, low, 40, 0.85, 71, veil(352, 372, 27), 0.5, 0.3)
    land = ink.copy()
    # moss dots and scrub along the nearer ridges
    rng = np.random.default_rng(SEED + 70)
    sp = Spray(W, H)
    for line, lo_, hi_, m_ in ((low, 1400, 1998, 420), (near, 1680, 1998, 150)):
        for k in range(m_):
            x0 = rng.uniform(lo_, hi_)
            if noise2(np.array([x0 / 34]), np.array([1.0]), 78)[0] < 0.42 or line[int(x0)] > 352:
                continue
            y0 = line[int(x0)] + abs(rng.normal(0, 7)) - 1
            s = rng.uniform(1.5, 3.4)
            n = int(s * 30)
            sp.add(x0 + rng.normal(0, s * 0.8, n), y0 - s + rng.normal(0, s * 0.75, n), 0.22 * rng.uniform(0.4, 1.2), (1, 1, 1))
    dab = 1 - np.exp(-sp.planes()[1] * 0.9)
    ink = np.maximum(ink, dab * 1.1)
    land = np.maximum(land, dab * 0.8)
    # water: paper left white, soft mirrored washes, a few level strokes
    below = yy > shore
    mir = bilin(land, xx + 10 * (noise2(xx / 90, yy / 5, 80) - 0.5), np.clip(2 * shore + 6 - yy * 1.0 - 16 * (noise2(xx / 130, yy / 9, 81) - 0.5), 0, H - 1))
    ink = np.where(below, ink * np.exp(-np.clip(yy - shore, 0, None) / 5) + 0.34 * blur(mir, 3.0) * np.exp(-(yy - shore) / 95) * (0.45 + 0.8 * noise2(xx / 240, yy / 6.5, 82)), ink)
    for k, (x, y, l, s) in enumerate([(1440, 380, 250, 0.16), (1600, 398, 330, 0.18), (1290, 404, 220, 0.10), (1750, 420, 300, 0.20), (1480, 430, 210, 0.12), (1880, 452, 230, 0.18),
                                      (1180, 428, 170, 0.07), (1650, 470, 240, 0.10), (1360, 474, 170, 0.07), (120, 400, 240, 0.10), (250, 430, 180, 0.07), (60, 446, 160, 0.09)]):
        brush(ink, [(x - l / 2, y + 2), (x - l / 6, y - 1), (x + l / 5, y + 1), (x + l / 2, y - 1)], 5, s * 1.8, 100 + k, 0.9, (0.3, 0.4))
    # boat with a fisherman
    bx, by = 1335, 398
    brush(ink, [(bx - 62, by - 7), (bx - 34, by + 4), (bx + 12, by + 6), (bx + 52, by - 2), (bx + 70, by - 12)], 8.5, 1.5, 130, 0.15, (0.2, 0.3))
    brush(ink, [(bx - 54, by - 6), (bx - 20, by - 3), (bx + 30, by - 4), (bx + 64, by - 11)], 2.2, 1.2, 131, 0.1)
    brush(ink, [(bx - 18, by - 5), (bx - 14, by - 22), (bx + 6, by - 27), (bx + 24, by - 20), (bx + 27, by - 6)], 4.0, 1.0, 132, 0.4)
    brush(ink, [(bx - 10, by - 12), (bx + 6, by - 19), (bx + 20, by - 13)], 9, 0.55, 133, 0.6)
    brush(ink, [(bx + 40, by - 6), (bx + 42, by - 22), (bx + 39, by - 33)], 7.0, 1.3, 134, 0.1, (0.1, 0.2))
    brush(ink, [(bx + 28, by - 34), (bx + 39, by - 41), (bx + 51, by - 33)], 4.2, 1.5, 135, 0.1, (0.4, 0.4))
    brush(ink, [(bx + 34, by - 24), (bx + 56, by - 16), (bx + 84, by + 14)], 1.5, 1.1, 136, 0.1)
    brush(ink, [(bx - 52, by + 13), (bx, by + 15), (bx + 50, by + 12)], 7, 0.35, 137, 0.9, (0.3, 0.4))
    # rings where the drop has fallen
    dx, dy = 262.0, 462.0
    r = np.sqrt(((xx - dx) / 1.0) ** 2 + ((yy - dy) * 3.6) ** 2)
    rr = r + 5 * (stain((H, W), 140, 60, 20, 3) - 0.5)
    for k, (R, s, wd) in enumerate(((26, 0.75, 3.4), (62, 0.62, 3.8), (112, 0.46, 4.4), (176, 0.30, 5.0), (250, 0.17, 5.6))):
        th = np.arctan2((yy - dy) * 3.6, xx - dx)
        gap = 0.35 + 0.9 * noise2(np.cos(th) * 2.3 + k * 5, np.sin(th) * 2.3, 142)
        ring = np.exp(-((rr - R) / (wd * (1.0 + 0.8 * np.abs(np.sin(th))))) ** 2)
        ink += s * ring * np.clip(gap, 0, 1.1)
        ink += 0.10 * s * np.exp(-((rr - R - 10) / 11.0) ** 2)
    # the drop: wash inside, wet edge, a lake landscape seen through it
    cx, cy, R = 262.0, 232.0, 104.0
    v = (yy - (cy - 20)) / R
    top = -1.95
    prof = np.where(v < 0, np.sin(np.pi / 2 * np.clip((v - top) / -top, 0, 1) ** 1.0) ** 1.9, np.sqrt(np.clip(1 - v * v, 0, 1)))
    half = R * prof
    inside = (v > top) & (v < 1.0)
    wob = 2.2 * (stain((H, W), 150, 40, 40, 3) - 0.5)
    sd = np.where(inside, half - np.abs(xx - cx) + wob, -9)
    slope = np.where(v < 0, 0.72, 1.0)
    sd = sd * slope
    drop = sstep(-0.6, 1.2, sd)
    keep = 1 - drop
    ink = ink * keep + 0.0
    inner = np.zeros((H, W), F)
    hill1 = cy + 24 + 52 * (np.abs((xx[0] - cx - 24) / 76)) ** 1.3 - 62 + 9 * (fbm2(xx[0] / 14, xx[0] * 0, 4, 151) - 0.5)
    hill2 = cy + 40 + 60 * (np.abs((xx[0] - cx + 40) / 66)) ** 1.3 - 44 + 9 * (fbm2(xx[0] / 12, xx[0] * 0 + 4, 4, 152) - 0.5)
    mountain(inner, hill1, 30, 0.42, 153, sstep(cy + 44, cy + 6, yy + 16 * (stain((H, W), 160, 60, 14, 3) - 0.5)), 0.3)
    mountain(inner, hill2, 26, 0.70, 156, sstep(cy + 46, cy + 16, yy), 0.5)
    mi = bilin(inner, xx, np.clip(2 * (cy + 40) - yy, 0, H - 1))
    inner = np.where(yy > cy + 40, 0.42 * blur(mi, 1.5) * (0.5 + 0.8 * noise2(xx / 60, yy / 3.4, 158)), inner)
    shade = 0.10 + 0.55 * np.exp(-np.clip(sd, 0, None) / 5.0) + 0.22 * np.exp(-np.clip(sd, 0, None) / 24.0)
    shade *= 0.55 + 0.45 * sstep(-70, 60, (xx - cx) * 0.8 + (yy - cy) * 0.4) + 0.2 * stain((H, W), 159, 50, 50, 4)
    hl = np.exp(-(((xx - cx + 58 + 0.42 * (yy - cy + 22)) / 7.0) ** 2) - ((yy - cy + 22) / 30) ** 2)
    ink += drop * np.clip(inner * 0.95 + shade - 0.7 * hl, 0, 2)
    # reeds, lower right corner, and two birds
    for k in range(10):
        x0 = 1852 + 15 * k + rng.normal(0, 8)
        hh = rng.uniform(90, 190)
        ln = rng.uniform(-44, -8)
        brush(ink, [(x0, 566), (x0 + ln * 0.25, 566 - hh * 0.5), (x0 + ln, 566 - hh)], 2.6, 1.1, 200 + k, 0.3, (0.05, 0.5))
        for q in range(2):
            t = rng.uniform(0.25, 0.75)
            lx, ly = x0 + ln * t * t, 566 - hh * t
            sgn = rng.choice([-1, 1], p=[0.7, 0.3])
            L = rng.uniform(40, 80)
            brush(ink, [(lx, ly), (lx + sgn * L * 0.5, ly - L * 0.42), (lx + sgn * L, ly - L * rng.uniform(-0.15, 0.3))], rng.uniform(3, 5.5), rng.uniform(0.4, 0.95), 230 + 3 * k + q, 0.4, (0.1, 0.6))
        if k % 2 == 0:
            tx, ty = x0 + ln, 566 - hh
            for q in range(16):
                a = q / 15
                px, py = tx - 40 * a, ty + 4 - 20 * a + 30 * a * a
                l = 15 * (0.45 + math.sin(math.pi * min(1, 0.15 + a * 0.9)))
                brush(ink, [(px, py), (px - l * 0.45, py + l * 0.25), (px - l * 0.8, py + l * 0.8)], 2.2, 0.42, 300 + k * 20 + q, 0.5, (0.2, 0.6))
                brush(ink, [(px, py), (px - l * 0.5, py - l * 0.05), (px - l * 0.95, py + l * 0.28)], 1.8, 0.32, 600 + k * 20 + q, 0.5, (0.2, 0.6))
    for k, (x, y, s) in enumerate([(1180, 128, 15), (1222, 148, 11), (1148, 156, 9)]):
        brush(ink, [(x - s, y - s * 0.25), (x - s * 0.4, y - s * 0.38), (x, y)], 2.4, 1.2, 400 + 2 * k, 0.1)
        brush(ink, [(x, y), (x + s * 0.45, y - s * 0.46), (x + s * 1.05, y - s * 0.2)], 2.4, 1.2, 401 + 2 * k, 0.1)
    # sun disc, pale cinnabar
    sun = sstep(35.5, 34.0, np.hypot(xx - 1440, yy - 118) + 1.4 * (stain((H, W), 170, 18, 18, 3) - 0.5))
    # paper and ink to colour
    fibre = stain((H, W), 180, 3.2, 3.2, 3) - 0.5
    blotch = stain((H, W), 181, 260, 200, 4) - 0.5
    paper = np.array([0.968, 0.960, 0.935], F) * (1 + 0.020 * fibre + 0.028 * blotch)[..., None]
    tone = 1 + 0.16 * (stain((H, W), 182, 4, 4, 3) - 0.5)
    d = np.clip(ink, 0, None) * tone
    a = 1 - np.exp(-1.45 * d)
    inkc = mix(np.array([0.36, 0.45, 0.49], F), np.array([0.10, 0.115, 0.125], F), sstep(0.1, 0.85, a)[..., None])
    x = paper * (1 - a[..., None]) + paper * inkc * a[..., None]
    x = mix(x, x * np.array([0.86, 0.42, 0.30], F) / 0.95, (sun * (0.62 + 0.3 * stain((H, W), 171, 22, 22, 3)) * np.clip(1 - 1.6 * a, 0, 1))[..., None])
    # words
    S = 2
    im = Image.new("L", (W * S, H * S), 0)
    dr = ImageDraw.Draw(im)
    big = ImageFont.truetype(str(FONTS / "NotoSerifCJKsc-Black.news.otf"), 104 * S)
    kai = ImageFont.truetype(str(FONTS / "PressKaiSC-Regular.ttf"), 33 * S)
    def words(t, x0, y0, f, gap):
        for ch in t:
            dr.text((x0 * S, y0 * S), ch, font=f, fill=255, anchor="lm")
            x0 += f.size / S + gap
        return x0
    x1, x2 = 452, 566
    words("节约每一滴水", x1, 176, big, 9)
    words("守护一湖清", x2, 308, big, 9)
    words("云汀日报社公益广告", x2 + 4, 408, kai, 6)
    t = np.asarray(im.resize((W, H), Image.LANCZOS), F) / 255
    x = mix(x, np.array([0.085, 0.095, 0.105], F), t[..., None])
    # a fine rule either side of the small line, and the seal
    seal = Image.new("L", (110 * 3, 110 * 3), 0)
    sd_ = ImageDraw.Draw(seal)
    sd_.rounded_rectangle([6, 6, 324, 324], 26, fill=255)
    kf = ImageFont.truetype(str(FONTS / "NotoSerifCJKsc-Black.news.otf"), 132)
    for (i, j), ch in zip(((1, 0), (1, 1), (0, 0), (0, 1)), "惜水云汀"):
        sd_.text((165 + (i - 0.5) * 142, 162 + (j - 0.5) * 142), ch, font=kf, fill=0, anchor="mm")
    sz = 76
    sa = np.asarray(seal.resize((sz, sz), Image.LANCZOS), F) / 255
    worn = stain((sz, sz), 190, 6, 6, 3)
    sa = sa * sstep(0.22, 0.36, worn)
    sx, sy = 1046, 370
    x[sy:sy + sz, sx:sx + sz] = mix(x[sy:sy + sz, sx:sx + sz], np.array([0.70, 0.15, 0.12], F), sa[..., None] * 0.94)
    return finish(x, "psa", 7, out=out, grain=0.004, sharpen=0.25, lo=0.09, hi=0.97, vignette=0.02)


# ------------------------------------------------------------------ 8 fish soup
# one unit is ten centimetres

SOUP_Y = 0.60
BOWL_C, BOWL_R = 1.28, 1.24


class Soup(Scene):
    eps = 6e-4
    relax = 0.85
    tmax = 30.0
    steps = 120
    clamp = 3.0
    FA = 0.42            # fish yaw

    def __init__(self):
        rng = np.random.default_rng(SEED + 8)
        # toppings: scallion rings, goji berries, tofu, ginger
        self.tofu = []
        for x, z, a, s in [(0.40, -0.52, 0.4, 0.130), (0.66, -0.30, 1.1, 0.120), (-0.34, -0.66, 0.2, 0.12), (0.52, -0.60, 0.9, 0.10),
                           (-0.55, 0.52, 0.7, 0.115), (0.28, 0.66, 0.3, 0.12), (-0.30, 0.66, 1.2, 0.11)]:
            self.tofu.append((x, SOUP_Y + 0.012 + rng.uniform(-0.03, 0.03), z, a, s, rng.uniform(-0.2, 0.2)))
        self.ginger = [(-0.02, -0.56, 0.3, 0.11), (0.30, 0.50, 1.2, 0.10), (-0.78, 0.22, 2.0, 0.10)]
        pts = []
        while len(pts) < 50:
            r, a = 0.98 * math.sqrt(rng.random()), rng.uniform(0, 2 * math.pi)
            x, z = r * math.cos(a), r * math.sin(a)
            if rng.random() < 0.42:            # most of them scattered over the fish
                s, v = rng.uniform(-0.25, 0.5), rng.normal(0, 0.14)
                x, z = s * math.cos(self.FA) - v * math.sin(self.FA), s * math.sin(self.FA) + v * math.cos(self.FA)
            hs, hv = x * math.cos(self.FA) + z * math.sin(self.FA), z * math.cos(self.FA) - x * math.sin(self.FA)
            if (hs < -0.30 and abs(hv) < 0.27) or x * x + z * z > 0.92 or any((x - q[0]) ** 2 + (z - q[1]) ** 2 < 0.0085 for q in pts):
                continue
            pts.append((x, z))
        P = np.array([[x, 0, z] for x, z in pts], F).T
        top = np.full(P.shape[1], SOUP_Y, F)
        for y in np.arange(SOUP_Y + 0.35, SOUP_Y, -0.004):
            P[1] = y
            d = np.minimum(self.fish(P), self.tofus(P))
            top = np.where((d < 0.004) & (top == F(SOUP_Y)), F(y), top)
        self.bits = []
        for i, (x, z) in enumerate(pts):
            kind = 2 if i % 9 == 4 else (1 if i % 4 == 3 else 0)
            self.bits.append((x, float(top[i]) + 0.012, z, rng.uniform(0, 3.14), rng.uniform(-0.7, 0.7), kind,
                              rng.uniform(0.036, 0.056), rng.random()))
        groups = {}
        for b in self.bits:
            groups.setdefault((int(b[0] * 2.5 + 10), int(b[2] * 2.5 + 10)), []).append(b)
        self.parts = [
            Part(self.table, 0),
            Part(self.bowl, 1, (-1.3, 0.0, -1.3), (1.3, 1.0, 1.3), 0.2),
            Part(self.liquid, 2, (-1.3, 0.4, -1.3), (1.3, 0.75, 1.3), 0.2),
            Part(self.fish, 3, (-1.1, 0.2, -1.1), (1.1, 1.1, 1.1), 0.2),
            Part(self.tofus, 4, (-1.0, 0.3, -1.0), (1.0, 0.9, 1.0), 0.2),
            Part(self.gingers, 5, (-0.8, 0.5, -0.8), (0.8, 0.95, 0.8), 0.2),
            Part(self.sticks, 6, (0.8, 0.0, -2.6), (3.2, 0.5, 2.6), 0.2),
            Part(self.rest, 7, (1.0, 0.0, -2.2), (2.4, 0.4, -0.6), 0.2),
            Part(self.cup, 8, (-2.9, 0.0, 0.9), (-1.3, 1.3, 2.6), 0.2),
            Part(self.dish, 9, (0.5, 0.0, 1.2), (3.2, 0.8, 3.6), 0.2),
            Part(self.greens, 10, (0.5, 0.0, 1.2), (3.2, 1.1, 3.6), 0.2),
            Part(lambda p: F(6.5) - p[2], 11),
            Part(self.mat, 12, (-1.9, -0.05, -1.9), (1.9, 0.15, 1.9), 0.2),
        ]
        for k, g in sorted(groups.items()):
            lo = np.min([[b[0], b[1], b[2]] for b in g], 0) - 0.12
            hi = np.max([[b[0], b[1], b[2]] for b in g], 0) + 0.12
            self.parts.append(Part(lambda p, g=g: self.bit(p, g)[0], lambda p, g=g: self.bit(p, g)[1], lo, hi, 0.15))
        E = np.array([1.0, 0.95, 0.87])
        self.lights = [
            rect((-4.6, 3.6, 2.6), (0.9, 0, 1.5), (0.4, 1.3, 0), E * 26),
            rect((4.5, 4.0, -3.5), (1.4, 0, 1.4), (0, 1.4, 0), np.array([0.8, 0.9, 1.0]) * 1.2),
        ]
        t = np.array([0, 0.5, 0])
        for l in self.lights:
            if (t - l["c"]) @ l["n"] < 0:
                l["n"] = -l["n"]
        self.build((-3.2, -0.05, -3.0), (3.3, 1.5, 4.0), 0.06)

    def table(self, p):
        return p[1].copy()

    def mat(self, p):
        r = np.sqrt(p[0] * p[0] + p[2] * p[2])
        i = np.clip(np.round((r - F(0.03)) / F(0.062)), 0, 23)
        th = np.arctan2(p[2], p[0])
        q = r - i * F(0.062) - F(0.03)
        y = p[1] - F(0.03)
        d = np.sqrt(q * q + y * y) - F(0.03) - F(0.006) * np.sin(th * (i + 1) * 9 + q * 60)
        return d * F(0.7)

    def bowl(self, p):
        r2 = p[0] * p[0] + p[2] * p[2]
        y = p[1] - F(BOWL_C + 0.06)
        s = np.sqrt(r2 + y * y) - F(BOWL_R)
        shell = np.abs(s) - F(0.026)
        shell = smax(shell, p[1] - F(0.90), 0.03)
        r = np.sqrt(r2)
        lip = np.sqrt((r - F(1.158)) ** 2 + (p[1] - F(0.892)) ** 2) - F(0.034)
        foot = np.maximum(np.abs(r - F(0.50)) - F(0.03), np.abs(p[1] - F(0.12)) - F(0.08)) - F(0.008)
        return smin(np.minimum(shell, lip), foot, 0.05)

    def liquid(self, p):
        y = p[1] - F(BOWL_C + 0.06)
        s = np.sqrt(p[0] * p[0] + p[2] * p[2] + y * y) - F(BOWL_R - 0.02)
        r = np.sqrt(p[0] * p[0] + p[2] * p[2])
        men = F(0.03) * np.exp((r - F(1.02)) * F(14))
        return np.maximum(p[1] - F(SOUP_Y) - np.minimum(men, F(0.04)), s) * F(0.9)

    def floc(self, p):
        x, z = rot(p[0], p[2], self.FA)
        z = z - F(0.10) * x * x + F(0.03)              # the body bends with the bowl
        y = p[1] - F(SOUP_Y + 0.04) + F(0.06) * x * x
        return x, y, z

    def fish(self, p):
        x, y, z = self.floc(p)
        q = np.stack([x, y, z])
        body = ellipsoid(q, (-0.06, 0, 0.0), (0.66, 0.20, 0.315))
        head = ellipsoid(q, (-0.50, 0.0, -0.01), (0.31, 0.17, 0.225))
        d = smin(body, head, 0.10)
        d = smin(d, ellipsoid(q, (0.56, 0.0, 0.0), (0.22, 0.095, 0.10)), 0.16)
        # tail fin with rays
        k = np.clip((x - F(0.66)) / F(0.28), 0, 1)
        ang = z / np.maximum(x - F(0.50), F(0.05))
        rays = F(0.006) * np.sin(ang * F(52))
        tail = np.maximum(np.abs(z) - F(0.05) - F(0.24) * k + F(0.10) * k * (np.abs(z) < F(0.12)), np.abs(x - F(0.80)) - F(0.16))
        tail = np.maximum(tail, np.abs(y - F(0.03) - F(0.08) * k) - F(0.014) - rays)
        d = smin(d, tail, 0.04)
        # dorsal fin
        kz = F(0.27) * np.sqrt(np.clip(1 - ((x + F(0.05)) / F(0.62)) ** 2, 0, 1))
        fin = np.maximum(z - kz - F(0.13) * (1 - ((x - F(0.0)) / F(0.36)) ** 2).clip(0), np.abs(x - F(0.0)) - F(0.36))
        fin = np.maximum(fin, kz - F(0.05) - z)
        fin = np.maximum(fin, np.abs(y - F(0.02)) - F(0.012) - F(0.006) * np.sin((x + z * F(0.5)) * F(95)))
        d = smin(d, fin, 0.03)
        # pectoral fin
        px, pz = rot(x + F(0.20), z + F(0.05), 0.5)
        pec = np.maximum(np.sqrt((px / F(1.0)) ** 2 + (pz * F(2.2)) ** 2) - F(0.11), np.abs(y - F(0.185)) - F(0.012))
        d = smin(d, pec, 0.02)
        # gill cover, mouth, eye socket
        g = np.sqrt((x + F(0.52)) ** 2 + (z * F(0.82)) ** 2) - F(0.20)
        gill = np.maximum(np.abs(g), -(x + F(0.50)))
        d = smax(d, F(0.013) - gill, 0.02)
        mouth = np.maximum(np.abs(z + F(0.03)) - F(0.008), x + F(0.73))
        d = smax(d, F(0.006) - mouth, 0.01)
        eye = np.sqrt((x + F(0.63)) ** 2 + (y - F(0.115)) ** 2 + (z - F(0.055)) ** 2)
        d = smax(d, F(0.062) - eye, 0.015)
        d = np.minimum(d, eye - F(0.053))
        # scored cuts
        for c in (-0.16, 0.06, 0.28):
            u = (x - F(c)) * F(0.90) + z * F(0.42)
            cut = np.maximum(np.abs(u) - F(0.008) - F(0.10) * np.clip(y - F(0.10), 0, 1), np.abs(z) - F(0.19))
            cut = np.maximum(cut, F(0.095) - y)
            d = smax(d, -cut, 0.025)
        # scales
        on = sstep(-0.36, -0.28, x) * sstep(0.66, 0.5, x)
        a, b = x / F(0.052), z / F(0.048)
        row = np.floor(b)
        a = a + F(0.5) * (row % 2)
        fa, fb = a - np.floor(a) - F(0.5), b - row - F(0.5)
        d = d - on * F(0.006) * (fa + F(0.6) - fb * fb)
        return d * F(0.6)

    def tofus(self, p):
        d = None
        for x, y, z, a, s, t in self.tofu:
            u, v = rot(p[0] - F(x), p[2] - F(z), a)
            h = p[1] - F(y)
            u, h = rot(u, h, t)
            e = box(u, h, v, s, s * 0.8, s, 0.028)
            d = e if d is None else np.minimum(d, e)
        return d - F(0.012) * (noise3(p * F(22), 4) - F(0.5))

    def gingers(self, p):
        d = None
        for x, z, a, s in self.ginger:
            u, v = rot(p[0] - F(x), p[2] - F(z), a)
            h = p[1] - F(SOUP_Y + 0.022) - F(0.18) * u
            e = np.maximum(np.sqrt((u * F(0.8)) ** 2 + v * v) - F(s) - F(0.02) * np.sin(np.arctan2(v, u) * 3), np.abs(h) - F(0.014))
            d = e if d is None else np.minimum(d, e)
        return d * F(0.8)

    def bit(self, p, g):
        best = np.full(p.shape[1], 9, F)
        who = np.zeros(p.shape[1], np.int32)
        for x, y, z, a, t, kind, r, tone in g:
            u, v = rot(p[0] - F(x), p[2] - F(z), a)
            h, u = rot(p[1] - F(y), u, t)
            if kind == 0:        # ring
                e = np.maximum(np.abs(np.sqrt(u * u + (v * F(1.15)) ** 2) - F(r)) - F(0.0095), np.abs(h) - F(0.022)) * F(0.85) - F(0.004)
            elif kind == 1:      # cut lengthwise
                w = v + F(1.2) * u * u
                e = np.maximum(np.sqrt(w * w + (h * F(1.4)) ** 2) - F(0.017), np.abs(u) - F(0.10)) * F(0.7)
            else:                # goji
                e = (np.sqrt((u / F(1.7)) ** 2 + v * v + h * h) - F(0.036)) * F(0.8) - F(0.004) * (noise3(p * F(60), 2) - F(0.5))
            m = e < best
            best = np.where(m, e, best)
            who[m] = 20 + kind
        return best, who

    def sticks(self, p):
        d = None
        for o, a in ((0.0, 0.10), (0.15, 0.135)):
            x, z = rot(p[0] - F(1.50 + o), p[2] + F(0.05), a)
            t = np.clip((z + F(1.9)) / F(3.6), 0, 1)
            r = F(0.028) + F(0.024) * t
            y = p[1] - F(0.235) + F(0.05) * t * F(1.2) + F(0.02)
            rd = np.sqrt(x * x + y * y) - r
            e = np.where(t > 0.45, np.maximum(np.abs(x), np.abs(y)) - r, rd)
            e = np.maximum(e, np.abs(z + F(0.1)) - F(1.8))
            d = e if d is None else np.minimum(d, e)
        return d * F(0.8) - F(0.004)

    def rest(self, p):
        x, y, z = p[0] - F(1.62), p[1] - F(0.07), p[2] + F(1.30)
        e = box(x, y - F(0.10) * x * x * 3, z, 0.30, 0.085, 0.11, 0.05)
        return e * F(0.85)

    def cup(self, p):
        x, z = p[0] + F(2.05), p[2] - F(1.75)
        r = np.sqrt(x * x + z * z)
        y = p[1]
        R = F(0.50) + F(0.05) * y
        e = np.maximum(np.abs(r - R) - F(0.022), np.abs(y - F(0.52)) - F(0.50))
        e = np.minimum(e, np.maximum(r - R, np.abs(y - F(0.82)) - F(0.012)))
        return e * F(0.95) - F(0.012)

    def dish(self, p):
        x, z = p[0] - F(1.95), p[2] - F(2.35)
        r = np.sqrt(x * x + z * z)
        y = p[1] - F(0.10) - F(0.16) * np.clip(r - F(0.5), 0, 2) ** 1.3
        return np.maximum(np.abs(y) - F(0.028), r - F(1.12)) * F(0.8) - F(0.01)

    def greens(self, p):
        x, z = p[0] - F(1.95), p[2] - F(2.35)
        r = np.sqrt(x * x + z * z)
        n = noise3(p * F(4.2), 6)
        n2 = noise3(p * F(11), 7)
        y = p[1] - F(0.13) - F(0.40) * np.clip(1 - (r / F(0.85)) ** 2, 0, 1) * (F(0.55) + F(0.7) * n) - F(0.10) * n2
        return np.maximum(y, r - F(0.9)) * F(0.45)

    def sky(self, d):
        return np.repeat(np.array([0.055, 0.06, 0.066], F)[:, None], d.shape[1], 1)

    def ambient(self, p):
        return F(0.10)

    def material(self, p, n, ids, d):
        N = p.shape[1]
        alb = np.full((3, N), 0.4, F)
        emi = np.zeros((3, N), F)
        rough = np.full(N, 0.5, F)
        f0 = np.full(N, 0.035, F)
        m = ids == 0
        if m.any():
            x, z = p[0][m], p[2][m]
            k = np.floor((x + 20.4) / 1.9)
            fz = (x + 20.4) / 1.9 - k
            o = hash1(k, 3) * 40
            wv = fbm2(z * 0.2 + o, x * 1.2 + o, 4, 2)
            g = 0.5 + 0.5 * np.sin((x * 1.8 + wv * 4.6 + o) * 6.28)
            fib = fbm2(z * 1.1 + o, x * 40, 4, 9)
            c = mix(col(84, 62, 46), col(50, 36, 27), g * 0.7) * (0.65 + 0.6 * fib) * (0.86 + 0.3 * hash1(k, 7))
            edge = np.minimum(fz, 1 - fz) * 1.9
            alb[:, m] = np.clip(c * sstep(0.0, 0.025, edge) ** 0.7, 0.008, 0.8)
            rough[m] = 0.32 + 0.25 * fib
            f0[m] = 0.045
        m = ids == 1
        if m.any():
            q = p[:, m]
            r = np.sqrt(q[0] ** 2 + q[2] ** 2)
            th = np.arctan2(q[2], q[0])
            c = np.repeat(col(226, 226, 220), m.sum(), 1)
            outside = dot(n[:, m], np.stack([q[0], q[1] * 0, q[2]])) > 0
            y = q[1]
            bleed = 0.012 * (noise2(th * 9, y * 20, 3) - 0.5)
            blue = col(44, 76, 138)
            ln = (np.abs(y - 0.862 + bleed) < 0.016) | ((np.abs(y - 0.795 + bleed) < 0.006))
            c = np.where(ln, blue * (0.8 + 0.5 * noise2(th * 30, y * 30, 5)), c)
            # scroll waves painted round the bowl
            u = th * 11 / math.pi
            fu = u - np.floor(u) - 0.5
            vv = (y - 0.60) / 0.16
            sp = np.sqrt(fu * fu * 3 + vv * vv)
            an = np.arctan2(vv, fu * 1.7)
            spiral = np.abs(((sp * 3.2 - an / (2 * math.pi)) % 1.0) - 0.5) < 0.17
            paint = outside & spiral & (sp < 0.62)
            paint |= outside & (np.abs(y - 0.47 + bleed) < 0.010)
            paint |= outside & (np.abs(y - 0.23) < 0.02)
            wash = 0.55 + 0.5 * noise2(th * 22, y * 26, 8)
            c = np.where(paint, mix(c, blue, np.clip(wash, 0.3, 1)), c)
            alb[:, m] = c * 0.95
            rough[m] = 0.06
            f0[m] = 0.05
        m = ids == 2
        if m.any():
            x, z = p[0][m], p[2][m]
            r = np.sqrt(x * x + z * z)
            v = fbm2(x * 2.6, z * 2.6, 5, 11)
            c = mix(col(240, 230, 206), col(226, 206, 164), sstep(0.35, 0.75, v))
            # oil beads on a jittered grid, two sizes
            for g, sd in ((0.11, 3), (0.052, 5), (0.19, 9)):
                ix, iz = np.floor(x / g), np.floor(z / g)
                cx = (ix + 0.3 + 0.4 * hash2(ix, iz, sd)) * g
                cz = (iz + 0.3 + 0.4 * hash2(ix, iz, sd + 1)) * g
                rr = np.sqrt((x - cx) ** 2 + (z - cz) ** 2)
                R = g * (0.12 + 0.2 * hash2(ix, iz, sd + 2))
                on = hash2(ix, iz, sd + 3) < 0.22 + 0.35 * sstep(0.5, 0.9, r)
                c = np.where(on & (rr < R), c * col(252, 236, 196), c)
                ed = on & (np.abs(rr - R) < 0.006)
                c = np.where(ed, c * 0.82, c)
                k = np.where(on & (rr < R), 0.22 / np.maximum(R, 1e-3), 0)
                n[0, m] += (k * (x - cx)).astype(F)
                n[2, m] += (k * (z - cz)).astype(F)
            n[0, m] += 0.05 * (noise2(x * 7, z * 7, 31) - 0.5)
            n[2, m] += 0.05 * (noise2(x * 7, z * 7, 32) - 0.5)
            n[:, m] = unit(n[:, m])
            alb[:, m] = c * 0.97
            rough[m] = 0.05
            f0[m] = 0.035
        m = ids == 3
        if m.any():
            x, y, z = self.floc(p[:, m])
            back = sstep(-0.02, 0.22, z)
            c = mix(col(206, 194, 164), col(78, 72, 50), back)
            c = mix(c, col(168, 150, 104), 0.4 * sstep(-0.1, 0.1, z) * (1 - back))
            hd = sstep(-0.28, -0.36, x)
            mot = fbm2(x * 9, z * 9, 4, 27)
            c = mix(c, mix(col(196, 172, 116), col(104, 90, 54), sstep(-0.10, 0.14, z + 0.25 * (mot - 0.5))), 0.75 * hd)
            c = c * (1 - hd * 0.5 * sstep(0.60, 0.75, mot))
            ey = np.sqrt((x + 0.63) ** 2 + (z - 0.055) ** 2)
            c = c * (1 - 0.5 * np.exp(-((ey - 0.065) / 0.014) ** 2))
            c = c * (1 - 0.6 * (np.abs(z + 0.03) < 0.014) * (x < -0.72))
            fry = sstep(0.45, 0.72, fbm2(x * 4.2, z * 4.2, 4, 15)) * sstep(0.02, 0.14, y)
            c = mix(c, col(176, 112, 50), 0.7 * fry)
            a, b = x / 0.052, z / 0.048
            row = np.floor(b)
            fa = a + 0.5 * (row % 2)
            fa = fa - np.floor(fa)
            on = sstep(-0.36, -0.28, x) * sstep(0.62, 0.5, x)
            c = c * (1 - on * 0.34 * sstep(0.45, 0.05, fa) * (0.5 + 0.5 * back))
            for k in (-0.16, 0.06, 0.28):
                u = np.abs((x - k) * 0.90 + z * 0.42)
                flesh = sstep(0.034, 0.014, u) * (np.abs(z) < 0.19) * (y > 0.09)
                c = mix(c, col(244, 236, 214), flesh)
                rim = np.exp(-((u - 0.045) / 0.014) ** 2) * (np.abs(z) < 0.2) * (y > 0.09)
                c = c * (1 - 0.45 * rim)
            e = np.sqrt((x + 0.63) ** 2 + (y - 0.115) ** 2 + (z - 0.055) ** 2)
            c = np.where(e < 0.058, np.where((x + 0.63) ** 2 + (z - 0.055) ** 2 < 0.0010, col(24, 22, 20), col(236, 232, 222)), c)
            fin = (x > 0.64) | ((z > 0.24) & (np.abs(y - 0.02) < 0.03))
            c = np.where(fin, c * 0.8, c)
            alb[:, m] = c
            rough[m] = 0.22
            f0[m] = 0.045
        m = ids == 4
        if m.any():
            alb[:, m] = col(244, 238, 222) * (0.9 + 0.12 * noise3(p[:, m] * 9, 3))
            rough[m] = 0.3
        m = ids == 5
        if m.any():
            alb[:, m] = col(226, 196, 112) * (0.8 + 0.3 * noise3(p[:, m] * 40, 3))
        m = ids == 6
        if m.any():
            z = p[2][m]
            t = np.clip((z + 2.15) / 3.6, 0, 1)
            alb[:, m] = np.where((t > 0.78) & (t < 0.8), col(60, 36, 26), col(158, 112, 66) * (0.7 + 0.5 * noise3(p[:, m] * np.array([30, 30, 2], F)[:, None], 3)))
            rough[m] = 0.25
            f0[m] = 0.05
        m = ids == 7
        if m.any():
            c = np.repeat(col(220, 220, 214), m.sum(), 1)
            alb[:, m] = np.where(np.abs(np.abs(p[2][m] + 1.30) - 0.07) < 0.012, col(44, 76, 138), c)
            rough[m] = 0.08
            f0[m] = 0.05
        m = ids == 8
        if m.any():
            c = np.repeat(col(206, 204, 190), m.sum(), 1)
            c = np.where(np.abs(p[1][m] - 0.9) < 0.05, col(60, 84, 124), c)
            tea = (p[1][m] > 0.7) & (np.sqrt((p[0][m] + 2.05) ** 2 + (p[2][m] - 1.75) ** 2) < 0.5)
            alb[:, m] = np.where(tea & (n[1, m] > 0.9), col(120, 84, 40), c)
            rough[m] = 0.08
            f0[m] = 0.05
        m = ids == 9
        if m.any():
            alb[:, m] = col(206, 208, 204)
            rough[m] = 0.08
            f0[m] = 0.05
        m = ids == 10
        if m.any():
            v = noise3(p[:, m] * 9, 12)
            alb[:, m] = mix(col(50, 76, 34), col(122, 142, 76), sstep(0.3, 0.8, v))
            rough[m] = 0.25
        m = ids == 11
        alb[:, m] = col(96, 92, 86) if m.any() else 0
        m = ids == 12
        if m.any():
            x, z = p[0][m], p[2][m]
            r = np.sqrt(x * x + z * z)
            i = np.round((r - 0.03) / 0.062)
            th = np.arctan2(z, x)
            alb[:, m] = col(168, 146, 108) * (0.62 + 0.35 * hash1(i, 3) + 0.3 * noise2(th * (i + 1) * 0.9, r * 40, 6)) * 0.9
            rough[m] = 0.5
        m = ids == 20
        if m.any():
            v = noise3(p[:, m] * 4.5, 3)
            alb[:, m] = mix(col(88, 138, 42), col(180, 200, 110), sstep(0.35, 0.8, v))
            rough[m] = 0.2
        m = ids == 21
        if m.any():
            alb[:, m] = mix(col(50, 104, 34), col(120, 160, 60), noise3(p[:, m] * 8, 5))
            rough[m] = 0.2
        m = ids == 22
        if m.any():
            alb[:, m] = col(178, 44, 26)
            rough[m] = 0.15
            f0[m] = 0.05
        return np.clip(alb, 0.005, 0.9), emi, rough, f0, n


def food_cam(w, h):
    return Cam((0.30, 3.65, -4.75), (0.20, 0.50, 0.20), 36, w, h, aperture=0.05, focus=5.35)


def food_trace(scale, spp):
    w, h = int(900 * scale), int(640 * scale)
    img, aux = render(Soup(), food_cam(w, h), spp, 4, 8)
    return img, aux


def steam(h, w):
    """Wisps rising from the bowl: sheared, stretched and ridged noise."""
    yy, xx = np.mgrid[0:h, 0:w].astype(F)
    x, y = xx / w, yy / w
    wx = fbm2(x * 3.2, y * 2.4 + 4, 4, 3) - 0.5
    wy = fbm2(x * 3.2 + 7, y * 2.4, 4, 5) - 0.5
    rise = np.clip((0.36 - y) / 0.36, 0, 1)
    u = x - 0.46 + 0.34 * wx * (0.25 + rise) - 0.07 * rise
    v = y + 0.22 * wy
    a = fbm2(u * 5.5 + 3, v * 2.6 + 9, 5, 7)
    b = fbm2(u * 10 + 1.6 * a, v * 4.0 + 2, 4, 12)
    ridge = (1 - np.abs(2 * a - 1)) ** 3 * 0.55 + (1 - np.abs(2 * b - 1)) ** 4 * 0.5 + 0.35 * a
    env = np.exp(-(u / (0.13 + 0.09 * rise)) ** 2) * sstep(0.40, 0.16, y) ** 1.3 * (0.55 + 0.45 * sstep(0.0, 0.12, y))
    return blur(ridge * env, 1.6 * w / 900)


def food_finish(img, aux, out):
    x = denoise(img, aux, levels=3, sc=0.5)
    h, w = x.shape[:2]
    s = steam(h, w)
    x = x * (1 - 0.2 * s[..., None]) + (s * 0.42)[..., None] * np.array([1.0, 0.97, 0.92], F)
    x = x + 0.05 * blur(np.clip(x - 0.8, 0, 3), 9 * w / 900)
    x = to_srgb(film(x * 1.35, 4.0))
    g = x.mean(-1, keepdims=True)
    x = mix(g, x, 0.92)
    x = levels(x, 0.3, 99.7, 1.0, 0.25)
    return finish(x, "food", 8, out=out)


# ------------------------------------------------------------------ all of them

PICTURES = {       # name: (samples per pixel, maker)
    "riverside": (8, lambda s, n, out: river_finish(*river(s, n), out)),
    "workshop": (14, lambda s, n, out: workshop_finish(*workshop(s, n), out)),
    "harvest": (4, lambda s, n, out: harvest_finish(harvest_trace(s, n), out)),
    "wetland": (1, lambda s, n, out: wetland_finish(wetland(), out)),
    "reed": (20, lambda s, n, out: reed_finish(*reed_trace(s, n), out)),
    "psa": (1, lambda s, n, out: psa(out)),
    "food": (18, lambda s, n, out: food_finish(*food_trace(s, n), out)),
}


def main(argv):
    opt = dict(a[2:].split("=", 1) for a in argv if a.startswith("--"))
    names = [a for a in argv if not a.startswith("--")] or list(PICTURES)
    for name in names:
        spp, make = PICTURES[name]
        make(float(opt.get("scale", 1)), int(opt.get("spp", spp)), opt.get("out"))


if __name__ == "__main__":
    main(sys.argv[1:])
