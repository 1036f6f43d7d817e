import type { Picture } from '../pixels/picture.ts';
import { drawDoodle } from './doodle.ts';
import { loadPicture } from './load-picture.ts';
import { performerPortrait } from './performer/performer-portrait.ts';
import { prepareTake } from './take.ts';
import type { TakeOptions } from './take.ts';
import type { TrialFootage } from './trial-footage.ts';

/** A still picture and what is asked of it. */
export interface PicturePair {
  readonly name: string;
  readonly picture: () => Promise<Picture>;
  readonly prompt: string;
}

/** A picture of text-to-video: [what it shows, aspect, seed, what it is asked to do]. */
type Scene = readonly [string, TakeOptions['aspect'], number, string];

const SCENES: readonly Scene[] = [
  ['a cute happy corgi standing in a park', '16:9', 5, 'slow dolly in'],
  ['a cute happy corgi standing in a park', '16:9', 5, 'snow falling, static shot'],
  ['a robot standing in a modern street', '16:9', 3, 'orbit right, rain'],
  ['a bear standing in the forest', '16:9', 4, 'truck left, leaves falling'],
  ['a red car on a road, mountains', '16:9', 8, 'pan right'],
  ['a man standing on a tropical beach', '16:9', 3, 'waves rolling in, static shot'],
  ['a sailboat on the sea near an island', '16:9', 2, 'rippling water, drifting clouds, zoom out'],
  ['a cat sitting in a cosy living room', '16:9', 6, 'the cat breathes, static shot'],
  ['a lighthouse on a coast, hills', '9:16', 7, 'tilt up, fog rolling in'],
  ['a village by a lake', '16:9', 1, 'dolly in, drifting clouds'],
  ['a waterfall in the jungle', '9:16', 2, 'zoom in, mist'],
  ['a campfire at night in a forest', '16:9', 3, 'embers rising, flickering light'],
  ['an astronaut standing on mars', '9:16', 6, 'pedestal up'],
  ['a cup of coffee on a table', '1:1', 2, 'steam rising, slow zoom in'],
  ['a neon street at night', '9:16', 4, 'rain, slow dolly in'],
  ['snowy mountains', '16:9', 5, 'pan left, snow falling'],
  ['a fish in a coral reef underwater', '16:9', 6, 'bubbles, truck right'],
  ['a horse standing on a green meadow', '16:9', 7, 'wind in the grass, truck right'],
  ['a field of flowers', '16:9', 8, 'petals in the wind'],
  ['a panda sitting in a bamboo forest', '1:1', 9, 'handheld shaky camera'],
  ['a camel in the desert', '16:9', 10, 'dolly out'],
];

/** What real pictures are asked for, in turn, twice each. */
const FOOTAGE_PROMPTS = [
  'slow dolly in',
  'snow falling, static shot',
  'orbit left',
  'rain, slow zoom in',
  'truck right',
  'dolly out, drifting clouds',
  'wind, gentle breathing',
] as const;

/** The project's own pictures, and each real one with two prompts. */
export function picturePairs({ pictures }: TrialFootage): PicturePair[] {
  const scenes = SCENES.map(([shows, aspect, seed, prompt]) => ({
    name: shows,
    picture: () => sceneOf(shows, aspect, seed),
    prompt,
  }));
  const own: PicturePair[] = [
    {
      name: 'a performer',
      picture: () => Promise.resolve(performerPortrait('student', 720, 960)),
      prompt: 'slow zoom in, breathing',
    },
    { name: 'a drawing', picture: drawDoodle, prompt: 'orbit right' },
  ];
  const real = pictures.flatMap(({ name, path }, index) =>
    [0, 1].map((turn) => ({
      name,
      picture: () => loadPicture(path),
      prompt: FOOTAGE_PROMPTS[(index * 2 + turn) % FOOTAGE_PROMPTS.length] ?? '',
    })),
  );
  return [...scenes, ...own, ...real];
}

async function sceneOf(shows: string, aspect: TakeOptions['aspect'], seed: number): Promise<Picture> {
  const take = await prepareTake(`${shows}, in a still frame`, {
    negative: null,
    aspect,
    seed,
    cfgScale: 1,
    longSidePixels: 1280,
  });
  return take.draw(take.shot.frameCount >> 1);
}
