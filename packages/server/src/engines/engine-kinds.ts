import { aggregatorKind } from './aggregator/kind.ts';
import { comfyuiKind } from './comfyui/kind.ts';
import type { EngineKind } from './engine-kind.ts';
import { falKind } from './fal/kind.ts';
import { klingKind } from './kling/kind.ts';
import { reelayKind } from './reelay/kind.ts';
import { replicateKind } from './replicate/kind.ts';
import { videosKind } from './videos/kind.ts';

/** The kinds of upstream that the configuration file knows, by the word for them. Adding one is its folder and a line here. */
export const ENGINE_KINDS = {
  kling: klingKind,
  videos: videosKind,
  fal: falKind,
  replicate: replicateKind,
  comfyui: comfyuiKind,
  reelay: reelayKind,
  aggregator: aggregatorKind,
} as const satisfies EngineKinds;

export type EngineKinds = Readonly<Record<string, EngineKind<unknown>>>;
