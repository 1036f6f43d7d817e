import { createHash } from 'node:crypto';
import { filmOf } from './footage.ts';
import type { ModeReport, SoundAccount } from './mode-report.ts';
import type { Preparation } from './preparation.ts';
import type { RenderRequest } from './render-request.ts';

/** Changes whenever the same request may give other pictures. */
export const STUDIO_VERSION = '0.2.0';

/** The honest account of a render, stored with its file. Plain JSON. */
export type Manifest = ModeReport & {
  readonly engine: 'studio';
  readonly version: string;
  readonly seed: number;
  readonly cfgScale: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  readonly understood: readonly { readonly text: string; readonly as: string }[];
  readonly notUnderstood: readonly string[];
  readonly negativesApplied: readonly string[];
  readonly negativesUnsupported: readonly string[];
  /** Null for a silent video. */
  readonly sound: SoundAccount | null;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
};

export function writeManifest(
  request: RenderRequest,
  { footage, prompt, account, soundAccount }: Preparation,
  cost: Pick<Manifest, 'cpuSeconds' | 'wallSeconds'>,
): Manifest {
  const { width, height, fps, frameCount } = filmOf(footage);
  return {
    engine: 'studio',
    version: STUDIO_VERSION,
    ...account,
    seed: request.seed,
    cfgScale: request.cfgScale,
    width,
    height,
    fps,
    frames: frameCount,
    understood: prompt.understood,
    notUnderstood: prompt.notUnderstood,
    negativesApplied: prompt.negativesApplied,
    negativesUnsupported: prompt.negativesUnsupported,
    sound: soundAccount,
    ...cost,
  };
}

/** Tags inside the file. The prompt itself stays out: files travel farther than their owners think. */
export function fileTags(request: RenderRequest): Record<string, string> {
  const promptHash = createHash('sha256')
    .update(`${request.prompt}\n${request.negativePrompt ?? ''}`)
    .digest('hex')
    .slice(0, 16);
  return {
    title: 'Reelay studio',
    comment: JSON.stringify({ engine: 'studio', version: STUDIO_VERSION, promptHash, seed: request.seed }),
  };
}
