/** What Kling makes of a wish: everything in it is mapped, noted as done differently, or refused by name. */
import type { Support, Wish } from '../engine.ts';
import { planOf, type Plan, type PlanOptions } from './plan.ts';
import { promptWithNegative } from './prompt-text.ts';

/** The first picture is one of them (Kling 3.0 Omni and O1). */
const MOST_OMNI_PICTURES = 7;
const MOST_LEGACY_PROMPT = 2_500;

interface Asked {
  readonly wish: Wish;
  readonly plan: Plan;
  readonly hasPublicUrl: boolean;
}

/** Each says why not, or null. */
type Rule = (asked: Asked) => string | null;

const RULES: readonly Rule[] = [
  needsPublicUrl,
  takesDuration,
  takesSound,
  takesCamera,
  takesPictures,
  takesPromptLength,
];

/** Each says what will be done differently, or null. */
const NOTES: readonly Rule[] = [
  ({ plan, wish }) =>
    plan.isMapped ? `The operator has ${wish.model} made with ${plan.name} of Kling.` : null,
  ({ wish }) =>
    wish.seed === undefined ? null : 'Kling takes no seed; the same request makes another video each time.',
  ({ wish, plan }) =>
    wish.cfgScale === undefined || plan.traits.takesCfgScale
      ? null
      : `${plan.name} of Kling takes no cfg_scale; it is not used.`,
  ({ wish, plan }) =>
    plan.traits.sound === 'always' && wish.sound !== true
      ? `${plan.name} of Kling always makes sound.`
      : null,
  ({ wish, plan }) =>
    wish.negativePrompt && !hasNegativeField(plan)
      ? `${plan.name} of Kling has no negative_prompt; it is told at the end of the prompt.`
      : null,
];

export function supportOf(wish: Wish, options: PlanOptions, hasPublicUrl: boolean): Support {
  const plan = planOf(wish.model, wish.mode, options);
  if (typeof plan === 'string') return { supported: false, why: plan };
  const asked = { wish, plan, hasPublicUrl };
  for (const rule of RULES) {
    const why = rule(asked);
    if (why !== null) return { supported: false, why };
  }
  const notes = NOTES.map((note) => note(asked)).filter((note) => note !== null);
  return notes.length === 0 ? { supported: true } : { supported: true, notes };
}

function needsPublicUrl({ wish, hasPublicUrl }: Asked): string | null {
  return wish.mode === 'motion_control' && !hasPublicUrl
    ? 'Kling fetches reference_video and reference_image itself, and this server has no public address; set REELAY_PUBLIC_URL.'
    : null;
}

function takesDuration({ wish, plan: { name, traits } }: Asked): string | null {
  const seconds = wish.durationSeconds ?? null;
  if (seconds === null || wish.mode === 'motion_control') return null;
  const hasMorePictures = traits.isOmni && (wish.furtherImageCount ?? 0) > 0;
  if (traits.isFiveOrTen && !hasMorePictures)
    return seconds === 5 || seconds === 10
      ? null
      : `The duration ${seconds} is not made by ${name} of Kling; ask for 5 or 10 seconds${traits.isOmni ? ', or send a second picture' : ''}.`;
  return seconds >= traits.leastSeconds && seconds <= traits.mostSeconds
    ? null
    : `The duration ${seconds} is not made by ${name} of Kling; ask for ${traits.leastSeconds} to ${traits.mostSeconds} seconds.`;
}

function takesSound({ wish, plan: { name, traits } }: Asked): string | null {
  if (wish.sound !== true || wish.mode === 'motion_control') return null;
  if (traits.sound === 'never') return `${name} of Kling makes no sound; leave out sound or take kling_2.6.`;
  return wish.pictureClass === '720p' && !traits.hasSoundAt720p
    ? `${name} of Kling makes sound at 1080p only; leave out sound or take a model of 1080p.`
    : null;
}

function takesCamera({ wish, plan: { name, traits } }: Asked): string | null {
  return wish.cameraControl && !traits.takesCameraControl
    ? `${name} of Kling takes no camera_control; leave it out and describe the move in the prompt.`
    : null;
}

function takesPictures({ wish, plan: { name, traits } }: Asked): string | null {
  const count = 1 + (wish.furtherImageCount ?? 0);
  if (count === 1) return null;
  if (!traits.isOmni) return `${name} of Kling takes one picture in images; send one.`;
  return count <= MOST_OMNI_PICTURES
    ? null
    : `${name} of Kling takes at most ${MOST_OMNI_PICTURES} pictures in images; send fewer.`;
}

function takesPromptLength({ wish, plan }: Asked): string | null {
  const { prompt = '', negativePrompt = null } = wish;
  const most = plan.standard === 'legacy' ? MOST_LEGACY_PROMPT : plan.traits.mostPrompt;
  const length = hasNegativeField(plan)
    ? Math.max(prompt.length, negativePrompt?.length ?? 0)
    : promptWithNegative({ prompt, negativePrompt }).length;
  return length <= most
    ? null
    : `${plan.name} of Kling takes a prompt of ${most} characters, negative_prompt included where it has no own field, and this has ${length}; shorten it.`;
}

function hasNegativeField({ product }: Plan): boolean {
  return product === 'text2video' || product === 'image2video';
}
