import type { Picture } from '../pixels/picture.ts';
import { describeBackdrop } from './backdrop.ts';
import { fillOutlines } from './fill-outlines.ts';
import { findPeople } from './find-people.ts';
import { PLAIN, heuristicMatte } from './heuristic-matte.ts';
import { loadRuntime } from './load-runtime.ts';
import { matteConfidence } from './matte-confidence.ts';
import { type NetworkRuntime, Networks } from './networks.ts';
import { onPaper, ownAlpha } from './own-alpha.ts';
import { addPerson } from './person-matte.ts';
import { refineMatte } from './refine-matte.ts';
import { salientMatte } from './salient-matte.ts';
import { PersonFollower } from './track-person.ts';
import type { Matte, Vision } from './vision.ts';

export interface VisionOptions {
  /** The networks: from the installed packages when not given, null for none. */
  readonly runtime?: NetworkRuntime | null;
}

/** Even before a plain background a guess is believed less than a network. */
const HEURISTIC_TRUST = 0.8;

/**
 * The eyes of one render: networks when they are installed, else the heuristic matte and nobody found. Opens no network
 * before it is asked for something. Close it: the networks hold native memory (0.4 GB while a matte is made).
 */
export async function createVision(options: VisionOptions = {}): Promise<Vision> {
  const runtime = options.runtime === undefined ? await loadRuntime() : options.runtime;
  return runtime ? networkVision(new Networks(runtime)) : heuristicVision();
}

function networkVision(networks: Networks): Vision {
  return {
    sources: { matte: 'u2netp+selfie-segmentation', pose: 'blazepose-full+movenet-thunder' },
    matte: async (picture) => ownAlpha(picture) ?? networkMatte(networks, onPaper(picture)),
    findPeople: async (picture) =>
      (await findPeople(networks, onPaper(picture), { isThorough: true })).map(({ pose }) => pose),
    trackPerson: (fps) => new PersonFollower(networks, fps),
    close: () => networks.close(),
  };
}

async function networkMatte(networks: Networks, picture: Picture): Promise<Matte> {
  const salient = await salientMatte(networks, picture);
  const [person] = await findPeople(networks, picture, { isThorough: false });
  const seen = person ? await addPerson(networks, picture, salient, person.pose) : salient;
  const isOnPaper = !person && describeBackdrop(picture).plainness > PLAIN;
  const coarse = isOnPaper ? fillOutlines(seen) : seen;
  return { alpha: refineMatte(picture, coarse), confidence: matteConfidence(coarse) };
}

function heuristicVision(): Vision {
  return {
    sources: { matte: 'heuristic', pose: 'none' },
    matte: (picture) => {
      const own = ownAlpha(picture);
      if (own) return Promise.resolve(own);
      const solid = onPaper(picture);
      const backdrop = describeBackdrop(solid);
      const coarse = heuristicMatte(backdrop);
      const confidence = matteConfidence(coarse) * backdrop.plainness * HEURISTIC_TRUST;
      return Promise.resolve({ alpha: refineMatte(solid, coarse), confidence });
    },
    findPeople: () => Promise.resolve([]),
    trackPerson: () => null,
    close: () => Promise.resolve(),
  };
}
