import type { DurationRule, Model } from './model.ts';
import { invalidField, shown } from './raw-body.ts';

const USUAL_SECONDS = 5;

/** The seconds that were asked for, 5 unless said. Refuses, naming what is allowed, those that the rule does not. */
export function legalDuration(given: number | undefined, rule: DurationRule, model: Model): number {
  const seconds = given ?? USUAL_SECONDS;
  const legal =
    rule.kind === 'choice' ? rule.of.includes(seconds) : seconds >= rule.least && seconds <= rule.most;
  if (legal) return seconds;
  const allowed = rule.kind === 'choice' ? rule.of.join(' or ') : `${rule.least} to ${rule.most}`;
  throw invalidField(
    'duration',
    `${shown(given)} is not allowed for ${model.id}. Allowed: ${allowed} seconds.`,
  );
}
