import type { Picture } from '../pixels/picture.ts';
import { drawDoodle } from './doodle.ts';
import { loadPicture } from './load-picture.ts';
import type { ActName } from './performer/acts.ts';
import type { LookName } from './performer/performer-look.ts';
import { performerPortrait } from './performer/performer-portrait.ts';
import { prepareTake } from './take.ts';
import type { TrialFootage } from './trial-footage.ts';

/** Who moves whom. */
export interface MotionPair {
  readonly name: string;
  readonly driver: MotionDriver;
  readonly character: () => Promise<Picture>;
}

export type MotionDriver =
  | { readonly kind: 'rendered'; readonly act: ActName; readonly look: LookName }
  | { readonly kind: 'footage'; readonly path: string };

function act(name: ActName, look: LookName): MotionDriver {
  return { kind: 'rendered', act: name, look };
}

/** A figure of text-to-video, whole and upright. */
function figure(prompt: string, seed: number): () => Promise<Picture> {
  return async () => {
    const take = await prepareTake(`${prompt}, in a still frame`, {
      negative: null,
      aspect: '9:16',
      seed,
      cfgScale: 1,
      longSidePixels: 1280,
    });
    return take.draw(take.shot.frameCount >> 1);
  };
}

function portrait(look: LookName): () => Promise<Picture> {
  return () => Promise.resolve(performerPortrait(look, 720, 960));
}

const RENDERED_PAIRS: readonly MotionPair[] = [
  { name: 'runner dances -> student', driver: act('dance', 'runner'), character: portrait('student') },
  { name: 'dancer waves -> neighbour', driver: act('wave', 'dancer'), character: portrait('neighbour') },
  {
    name: 'neighbour jumps and spreads -> runner',
    driver: act('jumping_jacks', 'neighbour'),
    character: portrait('runner'),
  },
  { name: 'student squats -> dancer', driver: act('squat', 'student'), character: portrait('dancer') },
  {
    name: 'runner walks -> man on a beach',
    driver: act('walk', 'runner'),
    character: figure('a man standing on a beach', 3),
  },
  {
    name: 'dancer claps -> robot',
    driver: act('clap', 'dancer'),
    character: figure('a robot standing in a modern street', 3),
  },
  {
    name: 'neighbour raises the arms -> astronaut',
    driver: act('arms_up', 'neighbour'),
    character: figure('an astronaut standing on mars', 6),
  },
  { name: 'student bends -> drawing', driver: act('side_bend', 'student'), character: drawDoodle },
  { name: 'runner jumps -> student', driver: act('jump', 'runner'), character: portrait('student') },
  {
    name: 'dancer looks around -> girl in a park',
    driver: act('look_around', 'dancer'),
    character: figure('a girl standing in a park', 2),
  },
];

/** The acts that real pictures are given in turn. */
const ACTS_FOR_FOOTAGE: readonly MotionDriver[] = [act('dance', 'runner'), act('wave', 'neighbour')];

/** The project's own pairs, then every real video with a rendered character and every real picture with a rendered driver. */
export function motionPairs({ pictures, videos }: TrialFootage): MotionPair[] {
  const looks: readonly LookName[] = ['student', 'neighbour'];
  const driven = videos.flatMap(({ name, path }) =>
    looks.map((look) => ({
      name: `${name} -> ${look}`,
      driver: { kind: 'footage', path } as const,
      character: portrait(look),
    })),
  );
  const acted = pictures.flatMap(({ name, path }, index) => {
    const driver = ACTS_FOR_FOOTAGE[index % ACTS_FOR_FOOTAGE.length];
    if (driver?.kind !== 'rendered') return [];
    return [{ name: `${driver.look} ${driver.act} -> ${name}`, driver, character: () => loadPicture(path) }];
  });
  return [...RENDERED_PAIRS, ...driven, ...acted];
}
