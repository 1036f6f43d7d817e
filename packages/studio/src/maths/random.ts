/** Integer hash of up to three coordinates and a seed to 0..1. Same value on every machine: 32-bit integer maths only. */
export function hash3(x: number, y: number, z: number, seed: number): number {
  let h =
    Math.imul(x | 0, 374761393) ^
    Math.imul(y | 0, 668265263) ^
    Math.imul(z | 0, 2147483647) ^
    Math.imul(seed | 0, 974634777);
  h = Math.imul(h ^ (h >>> 15), 2246822519);
  h = Math.imul(h ^ (h >>> 13), 3266489917);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

export function hash2(x: number, y: number, seed: number): number {
  return hash3(x, y, 0, seed);
}

export function hash1(x: number, seed: number): number {
  return hash3(x, 0, 0, seed);
}

/** A stream of numbers in 0..1 (mulberry32). Two streams from one seed are independent when their `stream` names differ. */
export function randomStream(seed: number, stream: string): () => number {
  let state = seed ^ hashText(stream);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** FNV-1a over UTF-16 units, as a signed 32-bit integer. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}
