/** One number a frame. */
export type Series = Float64Array;

/** Zero-phase Gaussian of `sigma` frames; the ends are held. A causal filter would lag, and the whole clip is known. */
export function smoothSeries(series: Series, sigma: number): Series {
  if (sigma < 0.3) return series;
  const reach = Math.ceil(sigma * 3);
  const weights = Array.from({ length: reach + 1 }, (_, k) => Math.exp(-(k * k) / (2 * sigma * sigma)));
  return series.map((_, frame) => {
    let sum = 0;
    let weight = 0;
    for (let k = -reach; k <= reach; k++) {
      const w = weights[Math.abs(k)] ?? 0;
      sum += w * (series[Math.max(0, Math.min(series.length - 1, frame + k))] ?? 0);
      weight += w;
    }
    return sum / weight;
  });
}

/** The largest value within `reach` frames on either side. */
export function slidingMaximum(series: Series, reach: number): Series {
  return series.map((_, frame) => {
    let most = -Infinity;
    const last = Math.min(series.length - 1, frame + reach);
    for (let k = Math.max(0, frame - reach); k <= last; k++) most = Math.max(most, series[k] ?? 0);
    return most;
  });
}

/** The value below which `share` (0..1) of the numbers lie; 0 of none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Which side of zero the series is on, changing only when it is more than `band` beyond it: 1 or -1. */
export function steadySign(series: Series, band: number): Series {
  let sign = quantile(series, 0.5) < 0 ? -1 : 1;
  for (const value of series)
    if (Math.abs(value) > band) {
      sign = Math.sign(value);
      break;
    }
  return series.map((value) => {
    if (Math.abs(value) > band) sign = Math.sign(value);
    return sign;
  });
}
