import { figureOf } from '../vocabulary/figures.ts';
import { BANNED_WORDS, NEVER_DRAWN } from './lexicon/negatives.ts';
import type { Draft, DraftSubject } from './draft.ts';
import { readTokens } from './reading.ts';
import type { BannedThing, Relation } from './scene-graph.ts';
import { tokenise } from './token.ts';

/** What became of the negatives. */
export interface NegativeOutcome {
  readonly banned: readonly BannedThing[];
  readonly applied: readonly string[];
  readonly unsupported: readonly string[];
}

/** Splits a negative prompt into single wishes. */
export function listNegatives(negativePrompt: string | null): readonly string[] {
  return (negativePrompt ?? '')
    .split(/[,;.\n，、；。]/u)
    .map((wish) => wish.trim().replace(/^(?:no|without|any|don't show|avoid)\s+/iu, ''))
    .filter((wish) => wish !== '')
    .slice(0, 100);
}

/** Removes from the draft what the negatives name, and lists what the renderer must leave out or damp. */
export function applyNegatives(draft: Draft, wishes: readonly string[]): NegativeOutcome {
  const banned = new Set<BannedThing>();
  const applied: string[] = [];
  const unsupported: string[] = [];
  for (const wish of wishes) {
    const granted = applyNegative(draft, wish, banned);
    (granted ? applied : unsupported).push(wish);
  }
  return { banned: [...banned], applied, unsupported };
}

function applyNegative(draft: Draft, wish: string, banned: Set<BannedThing>): boolean {
  const thing = bannedThing(wish);
  if (thing !== null) banned.add(thing);
  const removed = removeNamed(draft, wish) || (thing === 'people' && removeSubjects(draft, isHuman));
  if (thing === 'motion' || thing === 'shake') draft.camera.delete('shake');
  if (thing === 'motion') {
    draft.camera.clear();
    draft.camera.add('static');
  }
  return thing !== null || removed || NEVER_DRAWN.has(wish.toLowerCase());
}

function isThing(key: string): key is BannedThing {
  return key in BANNED_WORDS;
}

function bannedThing(wish: string): BannedThing | null {
  const words = ` ${wish.toLowerCase()} `;
  for (const [thing, list] of Object.entries(BANNED_WORDS)) {
    if (isThing(thing) && list.split(', ').some((word) => words.includes(` ${word} `))) return thing;
  }
  return null;
}

function isHuman({ figure }: DraftSubject): boolean {
  const { art } = figureOf(figure);
  return art.kind === 'biped' && art.recolours === 'top';
}

/** Takes away whatever the words of the wish mean: subjects, weather, traits, style, camera moves. */
function removeNamed(draft: Draft, wish: string): boolean {
  let removed = false;
  for (const { sense } of readTokens(tokenise(wish)).matches) {
    if (sense.figure !== undefined)
      removed = removeSubjects(draft, ({ figure }) => figure === sense.figure) || removed;
    for (const weather of sense.weather ?? []) removed = draft.weather.delete(weather) || removed;
    for (const trait of sense.traits ?? []) removed = draft.traits.delete(trait) || removed;
    for (const move of sense.camera ?? []) removed = draft.camera.delete(move) || removed;
    if (sense.style !== undefined && draft.style === sense.style) {
      draft.style = null;
      removed = true;
    }
  }
  return removed;
}

/** Removes subjects with their props, and renumbers the relations of those who stay. */
function removeSubjects(draft: Draft, goes: (subject: DraftSubject) => boolean): boolean {
  const gone = new Set(draft.subjects.flatMap((subject, index) => (goes(subject) ? [index] : [])));
  if (gone.size === 0) return false;
  for (const { from, to } of draft.relations) {
    if (gone.has(from) && draft.subjects[to]?.role === 'prop') gone.add(to);
  }
  const kept = draft.subjects.flatMap((_, index) => (gone.has(index) ? [] : [index]));
  const relations = draft.relations.flatMap(({ kind, from, to }): Relation[] =>
    gone.has(from) || gone.has(to) ? [] : [{ kind, from: kept.indexOf(from), to: kept.indexOf(to) }],
  );
  const subjects = draft.subjects.filter((_, index) => !gone.has(index));
  draft.subjects.splice(0, draft.subjects.length, ...subjects);
  draft.relations.splice(0, draft.relations.length, ...relations);
  return true;
}
