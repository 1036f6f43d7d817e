import type { Guidance } from './families.ts';

/** cfg_scale 0, 0.5 and 1 are the least, the usual and the most; straight in between. */
export function guidanceScale(cfgScale: number, { least, usual, most }: Guidance): number {
  const scale =
    cfgScale <= 0.5 ? least + (usual - least) * cfgScale * 2 : usual + (most - usual) * (cfgScale * 2 - 1);
  return Math.round(scale * 100) / 100;
}
