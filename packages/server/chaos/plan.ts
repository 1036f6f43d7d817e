/** What the clients of a run send and do, known from the seed alone. */
import type { ModelId } from '../src/contract/models.ts';
import { fakePicture, fakeVideo } from '../test/support/fake-media.ts';
import { randomOf, type Random } from './random.ts';

export interface RequestPlan {
  readonly number: number;
  /** Index into the accounts of the run. */
  readonly account: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
  /** The first submit goes to both APIs at once. */
  readonly isDoubled: boolean;
  /** After it was accepted the same is sent again, and must answer the same. */
  readonly isRepeated: boolean;
  /** After it was accepted the key is used for another request, and must be refused. */
  readonly isMisused: boolean;
  /** Milliseconds after it was accepted; null for never. */
  readonly cancelAfter: number | null;
  /** How long after it was accepted its time is up; null for the fifteen minutes that everybody has. */
  readonly timeUpAfter: number | null;
}

/** Addresses of this run that requests name. */
export interface PlanAddresses {
  /** Where an account's webhooks go. */
  callback(account: number): string;
  /** Where pictures and films are served. */
  readonly media: string;
}

const FILM_MODELS = [
  'kling_3',
  'kling_3_pro',
  'kling_2.6',
  'kling_2.5_turbo',
  'kling_2.5_turbo_pro',
  'kling_1.6',
] as const satisfies readonly ModelId[];
const PICTURE_MODELS = [
  'kling_2.1',
  'kling_2.1_pro',
  'kling_2.5_turbo',
  'kling_3',
] as const satisfies readonly ModelId[];
const MOTION_MODELS = ['kling_3_motion', 'kling_2.6_motion'] as const satisfies readonly ModelId[];

const KINDS = {
  text: 70,
  picture_in_body: 10,
  picture_by_address: 10,
  motion_by_address: 7,
  motion_in_body: 3,
};

export function planOf(
  seed: number,
  number: number,
  accounts: number,
  addresses: PlanAddresses,
): RequestPlan {
  const random = randomOf(seed, 'plan', number);
  const account = random.whole(0, accounts - 1);
  const body = {
    prompt: promptOfRequest(number),
    seed: random.whole(0, 2_147_483_647),
    ...(random.chance(0.8) ? { callback_url: addresses.callback(account) } : {}),
    ...bodyOf(random, number, addresses.media),
  };
  return {
    number,
    account,
    body,
    idempotencyKey: `chaos-${seed}-${number}`,
    isDoubled: random.chance(0.15),
    isRepeated: random.chance(0.1),
    isMisused: random.chance(0.03),
    cancelAfter: random.chance(0.1) ? random.between(0, 6_000) : null,
    timeUpAfter: random.chance(0.08) ? random.between(1_000, 20_000) : null,
  };
}

/** How the upstream and the books know which request of the plan they see. */
function promptOfRequest(number: number): string {
  return `chaos ${number}: a red kite over a green hill`;
}

export function requestOfPrompt(prompt: string): number {
  const [, digits] = /^chaos (\d+):/.exec(prompt) ?? [];
  if (digits === undefined) throw new Error(`not a prompt of this run: ${prompt}`);
  return Number(digits);
}

function bodyOf(random: Random, number: number, media: string): Readonly<Record<string, unknown>> {
  const seconds = random.whole(3, 12);
  const kind = random.weighted(KINDS);
  if (kind === 'text') return { model: random.pick(FILM_MODELS), duration: random.pick([5, 10]) };
  const picture = fakePicture().toString('base64');
  const pictureAddress = `${media}/picture/${number}`;
  if (kind === 'picture_in_body') return { model: random.pick(PICTURE_MODELS), image_base64: picture };
  if (kind === 'picture_by_address') return { model: random.pick(PICTURE_MODELS), image_url: pictureAddress };
  const model = random.pick(MOTION_MODELS);
  if (kind === 'motion_by_address')
    return {
      model,
      reference_video_url: `${media}/film/${number}?seconds=${seconds}`,
      reference_image_url: pictureAddress,
    };
  const film = fakeVideo({ durationSeconds: seconds }).toString('base64');
  return { model, reference_video_base64: film, reference_image_base64: picture };
}
