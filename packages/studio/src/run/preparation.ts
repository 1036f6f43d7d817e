import type { PcmSound } from '../codec/pcm-sound.ts';
import type { PromptReport } from '../prompt/scene-graph.ts';
import type { Footage } from './footage.ts';
import type { ModeReport, SoundAccount } from './mode-report.ts';

/** A video before its first picture is drawn. */
export interface Preparation {
  readonly footage: Footage;
  readonly sound: PcmSound | null;
  readonly prompt: PromptReport;
  readonly account: ModeReport;
  readonly soundAccount: SoundAccount | null;
}

/** Told how much of the preparing is done, 0..1, when it takes long enough to be worth saying. */
export type OnPrepared = (share: number) => void;
