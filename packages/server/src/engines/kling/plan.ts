/** Which of Kling's models makes one of ours, by which of its endpoints. */
import type { GenerationMode } from '../../kernel/environment.ts';
import {
  DEFAULT_MODELS,
  UPSTREAM_MODELS,
  type Standard,
  type UpstreamModel,
  type UpstreamModelId,
} from './upstream-models.ts';

export type CurrentProduct = 'text-to-video' | 'image-to-video' | 'motion-control' | 'omni-video';
export type LegacyProduct = 'text2video' | 'image2video' | 'motion-control' | 'omni-video';

export const LEGACY_PRODUCTS = ['text2video', 'image2video', 'motion-control', 'omni-video'] as const;

const PRODUCTS = {
  text_to_video: { current: 'text-to-video', legacy: 'text2video' },
  image_to_video: { current: 'image-to-video', legacy: 'image2video' },
  motion_control: { current: 'motion-control', legacy: 'motion-control' },
} as const satisfies Record<GenerationMode, { current: CurrentProduct; legacy: LegacyProduct }>;

/** Where works can be: the current standard has one place for all of them, the legacy one a place for each product. */
export type Place =
  | { readonly standard: 'current' }
  | { readonly standard: 'legacy'; readonly product: LegacyProduct };

interface Found {
  readonly upstreamModel: UpstreamModelId;
  readonly traits: UpstreamModel;
  /** The model as this standard calls it. */
  readonly name: string;
  /** Whether the operator chose it in place of another. */
  readonly isMapped: boolean;
}

export type Plan = Found &
  (
    | { readonly standard: 'current'; readonly product: CurrentProduct }
    | { readonly standard: 'legacy'; readonly product: LegacyProduct }
  );

export interface PlanOptions {
  readonly standard: 'auto' | Standard;
  /** The legacy standard alone takes tokens made of an access key. */
  readonly accessKey?: string | undefined;
  /** Our model to Kling's. */
  readonly models?: Readonly<Record<string, UpstreamModelId>> | undefined;
}

export function planOf(model: string, mode: GenerationMode, options: PlanOptions): Plan | string {
  const mapped = mappedModel(model, options);
  const upstreamModel = mapped ?? defaultModel(model);
  if (upstreamModel === null) return `Kling has no model for ${model}; route it to another engine.`;
  const traits: UpstreamModel = UPSTREAM_MODELS[upstreamModel];
  if (traits.isRetired && mapped === null)
    return `Kling took ${model} out of service on 2026-09-15; route it to another engine, or name a model for it in the option models, such as kling-2.5-turbo.`;
  if (!traits.modes.includes(mode))
    return `${upstreamModel} of Kling does not make ${mode}; take another model.`;
  const found = {
    upstreamModel,
    traits,
    isMapped: mapped !== null && mapped !== defaultModel(model),
  };
  const [current, legacy] = namesFor(traits, options);
  const product = PRODUCTS[mode];
  if (current !== null)
    return {
      ...found,
      standard: 'current',
      name: current,
      product: traits.isOmni ? 'omni-video' : product.current,
    };
  if (legacy !== null)
    return {
      ...found,
      standard: 'legacy',
      name: legacy,
      product: traits.isOmni ? 'omni-video' : product.legacy,
    };
  const other = traits.current === null ? 'legacy' : 'current';
  return `${upstreamModel} is served on the ${other} standard of Kling alone; configure this engine for it, or route ${model} to another one.`;
}

function mappedModel(model: string, { models }: PlanOptions): UpstreamModelId | null {
  return models && Object.hasOwn(models, model) ? (models[model] ?? null) : null;
}

function defaultModel(model: string): UpstreamModelId | null {
  return isOurModel(model) ? DEFAULT_MODELS[model] : null;
}

function isOurModel(model: string): model is keyof typeof DEFAULT_MODELS {
  return Object.hasOwn(DEFAULT_MODELS, model);
}

/** The names that count: with `auto` that of whichever standard serves the model, and the current one first. */
function namesFor(
  { current, legacy }: UpstreamModel,
  { standard, accessKey }: PlanOptions,
): readonly [string | null, string | null] {
  const isCurrent = standard !== 'legacy' && accessKey === undefined;
  return [isCurrent ? current : null, standard === 'current' ? null : legacy];
}

/** Everywhere that a work of this engine may be. */
export function placesOf(options: PlanOptions): readonly Place[] {
  const places: Place[] = [];
  const plans = allPlans(options);
  if (plans.some(({ standard }) => standard === 'current')) places.push({ standard: 'current' });
  for (const product of LEGACY_PRODUCTS)
    if (plans.some((plan) => plan.standard === 'legacy' && plan.product === product))
      places.push({ standard: 'legacy', product });
  return places;
}

function allPlans(options: PlanOptions): readonly Plan[] {
  const models = new Set([...Object.keys(DEFAULT_MODELS), ...Object.keys(options.models ?? {})]);
  const plans: Plan[] = [];
  for (const model of models)
    for (const mode of ['text_to_video', 'image_to_video', 'motion_control'] as const) {
      const plan = planOf(model, mode, options);
      if (typeof plan !== 'string') plans.push(plan);
    }
  return plans;
}
