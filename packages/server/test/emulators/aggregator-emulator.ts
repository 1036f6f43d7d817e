/** kie, PiAPI and WaveSpeed: one pattern in three dialects, as their public documentation of 2026 has them. */
import type { EmulatedUpstream } from './emulated-upstream.ts';
import type { EmulatorWorld } from './emulator.ts';
import { kie } from './kie-dialect.ts';
import { piapi } from './piapi-dialect.ts';
import { wavespeed } from './wavespeed-dialect.ts';

const DIALECTS = { kie, piapi, wavespeed } as const;
export type AggregatorDialect = keyof typeof DIALECTS;

export function aggregatorEmulator(
  world: EmulatorWorld,
  dialect: AggregatorDialect,
  apiKey: string,
): EmulatedUpstream {
  return DIALECTS[dialect](world, apiKey);
}
