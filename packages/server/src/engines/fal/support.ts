/** What fal makes of a wish: everything in it is mapped, noted as done differently, or refused by name. */
import type { Support, Wish } from '../engine.ts';
import { planOf, type Overrides, type Plan } from './endpoints.ts';
import { FIELD_SETS, type FieldSet } from './field-sets.ts';
import { promptWithNegative } from './prompt-text.ts';

/** The first one among them. */
const MOST_PICTURES = 7;
const MOST_PROMPT_CHARACTERS = 2_500;

interface Asked {
  readonly wish: Wish;
  readonly plan: Plan;
  readonly set: FieldSet;
  readonly hasPublicUrl: boolean;
}

/** Each says why not, or null. */
type Rule = (asked: Asked) => string | null;

const RULES: readonly Rule[] = [
  ({ wish, hasPublicUrl }) =>
    wish.mode === 'motion_control' && !hasPublicUrl
      ? 'fal fetches reference_video itself, and this server has no public address; set REELAY_PUBLIC_URL.'
      : null,
  takesDuration,
  ({ wish, plan, set }) =>
    wish.sound === true && !set.takesSound && plan.fields !== 'motion'
      ? `${plan.endpoint} makes no sound; leave out sound or take kling_2.6.`
      : null,
  ({ wish, plan }) =>
    wish.cameraControl
      ? `${plan.endpoint} takes no camera_control; leave it out and describe the move in the prompt.`
      : null,
  ({ wish, plan }) =>
    1 + (wish.furtherImageCount ?? 0) > MOST_PICTURES
      ? `${plan.endpoint} takes at most ${MOST_PICTURES} pictures in images; send fewer.`
      : null,
  takesPromptLength,
];

/** Each says what will be done differently, or null. */
const NOTES: readonly Rule[] = [
  ({ wish, plan }) =>
    plan.isMapped ? `The operator has ${wish.model} made with ${plan.endpoint} of fal.` : null,
  ({ wish }) =>
    wish.seed === undefined ? null : 'Kling takes no seed; the same request makes another video each time.',
  ({ wish, plan, set }) =>
    wish.cfgScale === undefined || set.takesCfgScale
      ? null
      : `${plan.endpoint} takes no cfg_scale; it is not used.`,
  ({ wish, plan, set }) =>
    wish.negativePrompt && !set.takesNegativePrompt
      ? `${plan.endpoint} has no negative_prompt; it is told at the end of the prompt.`
      : null,
  ({ plan, set }) =>
    set.takesImageList && set.firstImage === null
      ? `For ${plan.endpoint} every picture in images is one to refer to; the first is not the first frame.`
      : null,
];

export function supportOf(wish: Wish, overrides: Overrides, hasPublicUrl: boolean): Support {
  const plan = planOf(wish.model, wish.mode, wish.furtherImageCount ?? 0, overrides);
  if (typeof plan === 'string') return { supported: false, why: plan };
  const asked = { wish, plan, set: FIELD_SETS[plan.fields], hasPublicUrl };
  for (const rule of RULES) {
    const why = rule(asked);
    if (why !== null) return { supported: false, why };
  }
  const notes = NOTES.map((note) => note(asked)).filter((note) => note !== null);
  return notes.length === 0 ? { supported: true } : { supported: true, notes };
}

function takesDuration({ wish, plan, set }: Asked): string | null {
  const seconds = wish.durationSeconds ?? null;
  if (seconds === null || set.seconds === null) return null;
  const { least, most, isFiveOrTen } = set.seconds;
  if (isFiveOrTen ? seconds === least || seconds === most : seconds >= least && seconds <= most) return null;
  return `The duration ${seconds} is not made by ${plan.endpoint}; ask for ${least} ${isFiveOrTen ? 'or' : 'to'} ${most} seconds.`;
}

function takesPromptLength({ wish, plan, set }: Asked): string | null {
  const { prompt = '', negativePrompt = null } = wish;
  const length = set.takesNegativePrompt
    ? Math.max(prompt.length, negativePrompt?.length ?? 0)
    : promptWithNegative(prompt, negativePrompt).length;
  return length <= MOST_PROMPT_CHARACTERS
    ? null
    : `${plan.endpoint} takes a prompt of ${MOST_PROMPT_CHARACTERS} characters, negative_prompt included where it has no own field, and this has ${length}; shorten it.`;
}
