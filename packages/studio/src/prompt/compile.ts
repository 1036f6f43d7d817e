import type { CameraMoveId } from '../vocabulary/camera.ts';
import { isAlive, isHumanAction } from './acting.ts';
import { faceTheBoard, handOutBooks, settleCompany } from './company.ts';
import { describeSense } from './describe-sense.ts';
import { type Draft, addSubject, emptyDraft } from './draft.ts';
import { placeProp } from './ground-action.ts';
import { ground, paintLeftOverColour } from './grounding.ts';

import { applyNegatives, listNegatives } from './negatives.ts';
import { type Match, spanText } from './phrase-book.ts';
import { choosePlace } from './place-choice.ts';
import { type Reading, readTokens } from './reading.ts';
import type { SceneGraph } from './scene-graph.ts';
import { type Token, tokenise } from './token.ts';
import { translateChinese } from './translate-chinese.ts';

/**
 * Reads a prompt into a scene. Deterministic, never throws, always yields a place: what it does not know it reports
 * in `report.notUnderstood` and draws the scene without.
 */
export function compilePrompt(prompt: string, negativePrompt: string | null): SceneGraph {
  const tokens = tokenise(translateChinese(prompt));
  const reading = readTokens(tokens);
  const draft = emptyDraft();
  const inlineNegatives = groundReading(draft, reading, tokens);
  finishActions(draft);
  settleCompany(draft);
  handOutBooks(draft);
  faceTheBoard(draft);
  const wishes = [
    ...inlineNegatives,
    ...listNegatives(negativePrompt === null ? null : translateChinese(negativePrompt)),
  ];
  const negatives = applyNegatives(draft, wishes);
  const main = chooseMain(draft);
  const place = choosePlace(draft, main);
  return {
    prompt,
    subjects: draft.subjects,
    main,
    relations: draft.relations,
    place,
    placeTraits: [...draft.traits],
    time: draft.time,
    weather: [...draft.weather],
    camera: cameraOf(draft),
    cameraSpeed: draft.cameraSpeed,
    shotSize: draft.shotSize,
    viewpoint: draft.viewpoint,
    style: draft.style,
    timeScale: draft.timeScale,
    banned: negatives.banned,
    report: {
      understood: draft.understood,
      notUnderstood: [...new Set(reading.unknown.map(({ text }) => text))],
      negativesApplied: negatives.applied,
      negativesUnsupported: negatives.unsupported,
    },
  };
}

/** Grounds every phrase in order, except what follows a negation, which is returned. */
function groundReading(draft: Draft, { matches }: Reading, tokens: readonly Token[]): string[] {
  const negatives: string[] = [];
  let negatedUntil = -1;
  let previous: Match | undefined;
  for (const [index, match] of matches.entries()) {
    if (match.sense.negation === true) {
      negatedUntil = endOfNegation(matches, index, tokens);
      const words = tokens.slice(match.end, negatedUntil).map(({ text }) => text);
      if (words.length > 0) negatives.push(...words.join(' ').split(/ (?:and|or) /u));
    }
    if (match.start < negatedUntil || match.sense.negation === true) continue;
    if (!slowsNextCameraMove(draft, match, matches[index + 1])) ground(draft, match, tokens, previous);
    const as = describeSense(match.sense);
    if (as !== null) draft.understood.push({ text: spanText(match, tokens), as });
    previous = match;
  }
  paintLeftOverColour(draft);
  return negatives;
}

/** A negation reaches to the end of its clause, or to the next preposition. */
function endOfNegation(matches: readonly Match[], index: number, tokens: readonly Token[]): number {
  const negation = matches[index];
  if (negation === undefined) return -1;
  const clause = tokens[negation.start]?.clause;
  const stop = matches.find(
    ({ start, sense }) => start >= negation.end && sense.joint !== undefined && sense.joint.kind !== 'and',
  );
  const clauseEnd = tokens.findIndex((token, at) => at >= negation.end && token.clause !== clause);
  const end = clauseEnd < 0 ? tokens.length : clauseEnd;
  return stop === undefined ? end : Math.min(stop.start, end);
}

/** "Slow zoom in": the pace stands before its camera move. */
function slowsNextCameraMove(draft: Draft, match: Match, next: Match | undefined): boolean {
  const { pace, camera, action } = match.sense;
  if (pace === undefined || camera !== undefined || action !== undefined) return false;
  if (next?.sense.camera === undefined || next.start - match.end > 1) return false;
  draft.cameraSpeed = pace;
  return true;
}

/** An action nobody was named for is a person's when it needs hands, else the camera's: "flying through ...". */
function finishActions(draft: Draft): void {
  if (draft.waitingAction === null) return;
  const { action, prop } = draft.waitingAction;
  draft.waitingAction = null;
  const doer = draft.subjects.findIndex(({ role }) => role === 'actor');
  const subject = draft.subjects[doer];
  if (subject !== undefined) {
    subject.action ??= action;
  } else if (action === 'fly') {
    draft.camera.add('aerial');
  } else if (isHumanAction(action) && action !== 'drive') {
    const person = addSubject(draft, {
      figure: 'person',
      noun: 'person',
      count: 1,
      colour: null,
      action,
      scale: 1,
      role: 'actor',
    });
    if (prop !== null) placeProp(draft, person, prop, null);
  }
}

/** The first that acts; in a prompt of settings without a place, the first setting. */
function chooseMain(draft: Draft): number | null {
  const { subjects } = draft;
  const acting = subjects.findIndex(
    ({ role, action, figure }) => role === 'actor' && (action !== null || isAlive(figure)),
  );
  if (acting >= 0) return acting;
  const actor = subjects.findIndex(({ role }) => role === 'actor');
  if (actor >= 0) return actor;
  if (draft.places.some(({ strong }) => strong)) return null;
  const first = subjects.findIndex(({ role }) => role !== 'prop');
  const subject = subjects[first];
  if (subject === undefined) return null;
  subject.role = 'actor';
  return first;
}

/** A camera that stands still does not also move. */
function cameraOf(draft: Draft): readonly CameraMoveId[] {
  const moves = [...draft.camera];
  return moves.length > 1 ? moves.filter((move) => move !== 'static') : moves;
}
