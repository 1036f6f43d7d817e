import { hasNetworks } from '@reelay/studio';
import type { StudioDeps, StudioOptions } from './engine.ts';
import { smallClip } from './small-clip.ts';

export interface StudioTrial {
  /** Null when a small video was made: child process, memory limit, renderer and encoder all work here. */
  readonly renderFault: string | null;
  /** False when pictures are only looked at by heuristics, and no movement can be taken from a video. */
  readonly hasNetworks: boolean;
}

/** Makes a small video as a render would be made, and throws it away. */
export async function tryStudio(
  options: StudioOptions,
  deps: Pick<StudioDeps, 'newId' | 'render'>,
): Promise<StudioTrial> {
  const clip = smallClip(options, deps);
  try {
    await clip.make();
    return { renderFault: null, hasNetworks: await hasNetworks() };
  } catch (error) {
    return {
      renderFault: error instanceof Error ? error.message : String(error),
      hasNetworks: await hasNetworks(),
    };
  } finally {
    await clip.close();
  }
}
