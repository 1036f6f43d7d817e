import { loadRuntime } from './load-runtime.ts';

/** False when this installation has no networks, so that heuristics look at pictures and no movement can be taken. */
export async function hasNetworks(): Promise<boolean> {
  return (await loadRuntime()) !== null;
}
