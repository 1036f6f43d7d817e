/**
 * Gain by luma (0..255) that gathers tones into `steps` flat levels. `softness` is the share of a step over which one
 * level passes into the next: with hard borders, slowly moving gradients would crawl.
 */
export function toneSteps(steps: number, softness: number, lift: number): Float32Array {
  const gains = new Float32Array(256);
  for (let tone = 0; tone < 256; tone++) {
    const scaled = (tone / 255) * steps;
    const level = Math.min(steps - 1, Math.floor(scaled));
    const within = scaled - level;
    const ramp = within < 1 - softness ? 0 : (within - (1 - softness)) / softness;
    const flat = ((level + 0.5 + ramp * ramp * (3 - 2 * ramp)) / (steps + 0.5)) * (1 - lift) + lift;
    gains[tone] = (flat * 255) / Math.max(6, tone);
  }
  return gains;
}
