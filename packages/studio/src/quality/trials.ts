import { createHash } from 'node:crypto';
import { figureOf } from '../vocabulary/figures.ts';
import type { Shot } from '../scene/shot.ts';
import { meanDifference } from './clip-metrics.ts';
import type { Verdict } from './judge-check.ts';
import { sightOf } from './mask.ts';
import type { MaskedPicture } from './picture.ts';
import type { NegativeTrial, RemainId } from './sample-entry.ts';
import { prepareTake } from './take.ts';
import type { Take, TakeOptions } from './take.ts';

const TRIAL: TakeOptions = { negative: null, aspect: '16:9', seed: 1, cfgScale: 0.5, longSidePixels: 320 };

/** Same seed, same pixels; another seed, another picture. */
export async function trySeed(prompt: string): Promise<Verdict> {
  const first = hashOf(await middlePicture(prompt, TRIAL));
  const again = hashOf(await middlePicture(prompt, TRIAL));
  const other = hashOf(await middlePicture(prompt, { ...TRIAL, seed: 2 }));
  return {
    bar: 'seed',
    wanted: prompt,
    measured: `again ${first === again ? 'equal' : 'DIFFERENT'}, other seed ${first === other ? 'EQUAL' : 'different'}`,
    passes: first === again && first !== other,
  };
}

/** How much the seed decides with cfg 0 and with cfg 1, and how small the subject gets with cfg 1. */
export interface CfgResult {
  readonly prompt: string;
  readonly varietyFree: number;
  readonly varietyStrict: number;
  readonly smallestSubject: number;
}

const CFG_SEEDS = [11, 12, 13, 14] as const;

export async function tryCfg(prompt: string): Promise<CfgResult> {
  const free: MaskedPicture[] = [];
  const strict: MaskedPicture[] = [];
  let smallestSubject = 1;
  for (const seed of CFG_SEEDS) {
    free.push(await middlePicture(prompt, { ...TRIAL, seed, cfgScale: 0 }));
    const take = await prepareTake(prompt, { ...TRIAL, seed, cfgScale: 1 });
    const picture = drawMiddle(take);
    strict.push(picture);
    const share = take.graph.main === null ? 0 : (sightOf(picture, take.graph.main)?.share ?? 0);
    smallestSubject = Math.min(smallestSubject, share);
  }
  return { prompt, varietyFree: variety(free), varietyStrict: variety(strict), smallestSubject };
}

/** Mean difference over all pairs. */
function variety(pictures: readonly MaskedPicture[]): number {
  let total = 0;
  let pairs = 0;
  for (const [index, one] of pictures.entries()) {
    for (const other of pictures.slice(index + 1)) {
      total += meanDifference(one, other);
      pairs++;
    }
  }
  return pairs === 0 ? 0 : total / pairs;
}

/** Whether what a negative names is gone: from the masks, or from the list of what is drawn. */
export async function tryNegative({ prompt, negative, gone }: NegativeTrial): Promise<Verdict> {
  const wanted = `${prompt} / no ${negative}`;
  const take = await prepareTake(prompt, { ...TRIAL, negative });
  if (gone.kind === 'nothing') {
    const plain = await middlePicture(prompt, TRIAL);
    const equal = hashOf(plain) === hashOf(drawMiddle(take));
    return {
      bar: 'negative',
      wanted,
      measured: equal ? 'not a pixel changed' : 'PICTURE CHANGED',
      passes: equal,
    };
  }
  const left =
    gone.kind === 'scenery'
      ? remainsOf(gone.scenery, take.shot)
      : pixelsOf(gone.figure, take, drawMiddle(take));
  const unit = gone.kind === 'scenery' ? 'drawn things' : 'pixels or figures';
  return { bar: 'negative', wanted, measured: `${left} ${unit} left`, passes: left === 0 };
}

/** Pixels of the figure in the mask, and extras that the mask does not name. */
function pixelsOf(figure: string, { graph, shot }: Take, picture: MaskedPicture): number {
  const subjects = graph.subjects.flatMap((subject, index) => (subject.figure === figure ? [index + 1] : []));
  const pixels = picture.ids.filter((id) => subjects.includes(id)).length;
  return pixels + shot.actors.filter((actor) => actor.figure === figure).length;
}

const TREES: readonly string[] = [
  'oak',
  'birch',
  'pine',
  'snowy_pine',
  'palm',
  'autumn_tree',
  'blossom_tree',
  'bare_tree',
  'jungle_tree',
  'willow',
  'spruce_group',
];

/** The haze between the trees of a plain forest begins here; fog that was asked for is far thicker. */
const CLEAR_METRES = 100;

function remainsOf(scenery: RemainId, shot: Shot): number {
  const { world, particles, props, actors } = shot;
  const sky = 'sky' in world ? world.sky : null;
  const falling = (kind: string): number => particles.filter((one) => one.kind === kind).length;
  switch (scenery) {
    case 'birds':
      return falling('birds') + actors.filter(({ figure }) => figureOf(figure).kind === 'bird').length;
    case 'clouds':
      return sky !== null && sky.cloudCover > 0 ? 1 : 0;
    case 'people':
      return actors.filter(({ figure }) => figureOf(figure).kind === 'biped').length;
    case 'rain':
      return falling('rain');
    case 'snow':
      return falling('snow') + ('snowCover' in world && world.snowCover > 0 ? 1 : 0);
    case 'stars':
      return sky?.stars === true ? 1 : 0;
    case 'trees': {
      const standing = props.filter(({ art }) => typeof art === 'string' && TREES.includes(art)).length;
      const backdrop = world.kind === 'open' && ['treeline', 'pines'].includes(world.backdrop) ? 1 : 0;
      return standing + backdrop;
    }
    case 'fog':
      return 'fogMetres' in world && world.fogMetres < CLEAR_METRES ? 1 : 0;
    default:
      return scenery satisfies never;
  }
}

async function middlePicture(prompt: string, options: TakeOptions): Promise<MaskedPicture> {
  return drawMiddle(await prepareTake(prompt, options));
}

function drawMiddle({ shot, draw }: Take): MaskedPicture {
  return draw(shot.frameCount >> 1);
}

function hashOf({ rgba }: MaskedPicture): string {
  return createHash('sha256').update(rgba).digest('hex');
}
