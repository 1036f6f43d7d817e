import { createHash } from 'node:crypto';
import { clipMetrics } from './clip-metrics.ts';
import type { ClipMetrics } from './clip-metrics.ts';
import { contactStrip } from './contact-strip.ts';
import { judgeCheck } from './judge-check.ts';
import type { Evidence, Verdict } from './judge-check.ts';
import { pictureStats } from './picture-stats.ts';
import type { PictureStats } from './picture-stats.ts';
import { filmCamera } from './film-camera.ts';
import type { SampleEntry } from './sample-entry.ts';
import { TAKE_FPS, prepareTake } from './take.ts';
import type { Take } from './take.ts';

/** Everything measured of one prompt. */
export interface PromptResult {
  readonly entry: SampleEntry;
  readonly verdicts: readonly Verdict[];
  readonly stats: PictureStats;
  /** Styles without colour are not asked for any. */
  readonly isColourless: boolean;
  readonly clip: ClipMetrics | null;
  readonly wantsStill: boolean;
  readonly understood: readonly string[];
  readonly notUnderstood: readonly string[];
  readonly place: string;
  /** First, middle and last picture side by side, as JPEG. */
  readonly strip: Uint8Array;
}

const SAMPLE_CFG = 0.5;
const LONG_SIDE_PIXELS = 480;
/** Two thirds of a second: eight pictures at 12, enough for every temporal figure. */
const CLIP_FRAMES = 17;

export async function judgePrompt(entry: SampleEntry): Promise<PromptResult> {
  const take = await prepareTake(entry.prompt, {
    negative: null,
    aspect: entry.aspect,
    seed: seedOf(entry.prompt),
    cfgScale: SAMPLE_CFG,
    longSidePixels: LONG_SIDE_PIXELS,
  });
  const { graph, shot } = take;
  const middle = take.draw(shot.frameCount >> 1);
  const stills = [take.draw(0), middle, take.draw(shot.frameCount - 1)];
  const clip = filmClip(entry, take);
  const evidence: Evidence = {
    graph,
    shot,
    stills,
    clip,
    camera: entry.checks.some(({ kind }) => kind === 'camera') ? filmCamera(take) : null,
  };
  return {
    entry,
    verdicts: entry.checks.map((check) => judgeCheck(check, evidence)),
    stats: pictureStats(middle),
    isColourless: ['black_and_white', 'sepia', 'pencil_sketch'].includes(shot.style ?? ''),
    clip,
    wantsStill: entry.checks.some((check) => check.kind === 'motion' && check.motion === 'still'),
    understood: graph.report.understood.map(({ text, as }) => `${text} = ${as}`),
    notUnderstood: graph.report.notUnderstood,
    place: graph.place.stated ? graph.place.id : `${graph.place.id} (chosen)`,
    strip: await contactStrip(stills),
  };
}

/** Successive pictures are drawn only for prompts that are asked to move or to rest. */
function filmClip(entry: SampleEntry, { draw, shot }: Take): ClipMetrics | null {
  if (!entry.checks.some(({ kind }) => kind === 'motion')) return null;
  const first = (shot.frameCount - CLIP_FRAMES) >> 1;
  const pictures = Array.from({ length: CLIP_FRAMES }, (_, index) => draw(first + index));
  return clipMetrics(pictures, TAKE_FPS);
}

/** Each prompt has a seed of its own, for ever, so that the sample sees every choice that seeds make. */
function seedOf(prompt: string): number {
  return createHash('sha256').update(prompt).digest().readUInt16BE(0);
}
