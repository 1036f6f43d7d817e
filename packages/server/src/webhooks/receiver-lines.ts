/**
 * A line in front of every receiver, so that none takes the room of the others. How many messages are under way to one
 * depends on how it answers: it begins with one, gets another place with every answer, up to eight, and falls back to one
 * when it says nothing. Those that say nothing have but a part of the room together, however many they are.
 */
import type { Clock, Sleep } from '../kernel/clock.ts';

/** Messages under way to one receiver. */
const MOST_PLACES = 8;
/** Messages under way to all those together that were silent the last time. */
const MOST_TO_SILENT = 20;
/** An answer within this opens another place. */
const QUICK_MILLISECONDS = 5_000;
/** Longer than any receiver that is alive needs; the time-out to connect is as long. */
const SILENT_MILLISECONDS = 10_000;
/** What is taken for typical of a receiver that nothing is known of. Too low a guess mends itself as its first try goes on. */
const GUESSED_MILLISECONDS = 10;
/** What is typical is the mean of about so many. */
const LEARN_FROM = 8;
/** Whoever would wait longer than this for a turn goes away instead, and gives up the room that waiting takes. */
const LONGEST_WAIT_MILLISECONDS = 1_000;
const LONGEST_AWAY_MILLISECONDS = 30_000;
/** Receivers that nobody sends to are forgotten once so many are known. */
const MOST_KNOWN = 10_000;

export type TurnEnd<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** Nothing was done: too many are in front. */
  | { readonly kind: 'crowded'; readonly afterSeconds: number };

export interface ReceiverLines {
  /** Does `work` when it is the receiver's turn, or says when to come again. Throws when `signal` aborts while waiting. */
  run<Result>(receiver: string, work: () => Promise<Result>, signal: AbortSignal): Promise<TurnEnd<Result>>;
}

interface Turn {
  readonly startedAt: number;
  /** Whether the receiver was when it began. */
  readonly isSilent: boolean;
}

interface Line {
  readonly underWay: Set<Turn>;
  readonly waiting: Set<(turn: Turn) => void>;
  isSilent: boolean;
  places: number;
  typicalMilliseconds: number;
  /** When the next one that is sent away shall be back: each after the one before, as fast as the receiver takes them. */
  nextBackAt: number;
}

/** `random`: 0..1, so that those who were sent away do not come back all at once. */
export function createReceiverLines(clock: Clock, sleep: Sleep, random: () => number): ReceiverLines {
  const lines = new Map<string, Line>();
  const room = createRoom(() => clock.now().getTime());
  return {
    async run(receiver, work, signal) {
      const line = lineOf(lines, receiver);
      const turn = await takeTurn(line, room, sleep, signal);
      if (turn === null)
        return {
          kind: 'crowded',
          afterSeconds: (millisecondsAway(line, room.now()) / 1000) * (1 + random() / 2),
        };
      try {
        return { kind: 'done', result: await work() };
      } finally {
        room.leave(line, turn);
        learn(line, room.now() - turn.startedAt);
        callNext(line, room);
      }
    },
  };
}

interface Room {
  now(): number;
  /** Null when the receiver has no place for it, or the silent ones together have none. */
  enter(line: Line): Turn | null;
  leave(line: Line, turn: Turn): void;
}

function createRoom(now: () => number): Room {
  let toSilent = 0;
  return {
    now,
    enter({ underWay, places, isSilent }) {
      if (underWay.size >= places || (isSilent && toSilent >= MOST_TO_SILENT)) return null;
      const turn = { startedAt: now(), isSilent };
      underWay.add(turn);
      if (isSilent) toSilent += 1;
      return turn;
    },
    leave({ underWay }, turn) {
      underWay.delete(turn);
      if (turn.isSilent) toSilent -= 1;
    },
  };
}

function lineOf(lines: Map<string, Line>, receiver: string): Line {
  const known = lines.get(receiver);
  if (known) return known;
  if (lines.size >= MOST_KNOWN)
    for (const [name, { underWay, waiting }] of lines)
      if (underWay.size + waiting.size === 0) lines.delete(name);
  const line: Line = {
    underWay: new Set(),
    waiting: new Set(),
    isSilent: false,
    places: 1,
    typicalMilliseconds: GUESSED_MILLISECONDS,
    nextBackAt: 0,
  };
  lines.set(receiver, line);
  return line;
}

/** Null when it would take, or took, too long. */
async function takeTurn(line: Line, room: Room, sleep: Sleep, signal: AbortSignal): Promise<Turn | null> {
  const first = line.waiting.size === 0 ? room.enter(line) : null;
  // Without one under way nobody would call the next in line.
  if (first !== null || line.underWay.size === 0) return first;
  if (expectedWait(line, room.now()) > LONGEST_WAIT_MILLISECONDS) return null;
  const called = new AbortController();
  const turns: Turn[] = [];
  const start = (turn: Turn): void => {
    line.waiting.delete(start);
    turns.push(turn);
    called.abort();
  };
  line.waiting.add(start);
  // Ends early when it is called or the worker stops.
  await sleep(LONGEST_WAIT_MILLISECONDS, AbortSignal.any([signal, called.signal])).catch(() => undefined);
  line.waiting.delete(start);
  const [turn = null] = turns;
  if (turn === null) signal.throwIfAborted();
  return turn;
}

function callNext(line: Line, room: Room): void {
  for (const start of line.waiting) {
    const turn = room.enter(line);
    if (turn === null) return;
    start(turn);
  }
}

function learn(line: Line, milliseconds: number): void {
  line.typicalMilliseconds += (milliseconds - line.typicalMilliseconds) / LEARN_FROM;
  if (milliseconds < QUICK_MILLISECONDS) {
    line.isSilent = false;
    line.places = Math.min(line.places + 1, MOST_PLACES);
  } else if (milliseconds >= SILENT_MILLISECONDS) {
    line.isSilent = true;
    line.places = 1;
  }
}

/** Milliseconds until somebody who comes now has a turn, if the receiver goes on like this. */
function expectedWait(line: Line, now: number): number {
  return (line.waiting.size + 1) * millisecondsBetween(line, now);
}

/** From one turn to the next. One that is not silent will soon have all its places. */
function millisecondsBetween(line: Line, now: number): number {
  return Math.max(line.typicalMilliseconds, newestAge(line, now)) / (line.isSilent ? 1 : MOST_PLACES);
}

/** How long even the newest has gone without an answer. One that hangs among many that do not says nothing. */
function newestAge({ underWay }: Line, now: number): number {
  let newest = -Infinity;
  for (const { startedAt } of underWay) newest = Math.max(newest, startedAt);
  return newest === -Infinity ? 0 : now - newest;
}

/**
 * Those who are sent away come back one after the other, twice as fast as the receiver takes them: coming too soon costs a
 * look, coming too late leaves a receiver idle that has become quicker.
 */
function millisecondsAway(line: Line, now: number): number {
  const backAt = Math.max(line.nextBackAt, now + LONGEST_WAIT_MILLISECONDS);
  line.nextBackAt = Math.min(backAt + millisecondsBetween(line, now) / 2, now + LONGEST_AWAY_MILLISECONDS);
  return backAt - now;
}
