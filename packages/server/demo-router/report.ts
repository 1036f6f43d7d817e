import type { Books } from './books.ts';
import { sumOf } from './faults.ts';
import type { DemoOptions } from './options.ts';
import { chargedOf, type Upstream } from './upstreams.ts';
import type { BreakerWatch } from './watch-breakers.ts';

export interface Told {
  readonly options: DemoOptions;
  readonly upstreams: readonly Upstream[];
  readonly books: Books;
  readonly breakers: Pick<BreakerWatch, 'openings' | 'shown'>;
  /** Starts that nobody could tell of, and that the operator's rule ended. */
  readonly refunded: number;
  readonly seconds: number;
  readonly isGood: boolean;
}

type Row = readonly [label: string, valueOf: (upstream: Upstream, told: Told) => string | number];

const ROWS: readonly Row[] = [
  ['works taken by the upstream', ({ emulator }) => emulator.works.length],
  ['create requests', ({ plan }) => plan.counts.asked.get('create') ?? 0],
  ...(['create', 'status', 'find', 'file'] as const).map((operation): Row => [
    `  faults on ${operation}`,
    ({ plan }) => {
      const played = sumOf(plan.counts.played.get(operation) ?? new Map());
      const asked = plan.counts.asked.get(operation) ?? 0;
      return asked === 0 ? '-' : `${played} of ${asked}`;
    },
  ]),
  ['  replies lost after acceptance', ({ plan }) => lostReplies(plan.counts.played.get('create'))],
  ['  said to be full', ({ plan }) => plan.counts.played.get('create')?.get('full') ?? 0],
  ['messages sent to callbacks', ({ messages }) => messages.sent()],
  ['tries completed', ({ id }, { books }) => ofEngine(books, id, ({ state }) => state === 'succeeded')],
  [
    'tries failed, full apart',
    ({ id }, { books }) => ofEngine(books, id, (one) => one.state === 'failed' && one.trouble !== 'full'),
  ],
  [
    'tries that found it full',
    ({ id }, { books }) => ofEngine(books, id, ({ trouble }) => trouble === 'full'),
  ],
  [
    'made, paid, file not to be had',
    ({ id }, { books }) => ofEngine(books, id, ({ trouble }) => trouble === 'result_lost'),
  ],
  ['breaker opened', ({ id }, { breakers }) => breakers.openings.get(id) ?? 0],
  ['  seen in GET /v1/engines', ({ id }, { breakers }) => `${breakers.shown.get(id) ?? 0} looks`],
  ['most works at once, and places', ({ emulator, places }) => `${emulator.mostAtOnce()} of ${places}`],
  ['charged, by the upstream', ({ emulator }) => dollars(chargedOf(emulator.works))],
  ['cost, by our tries', ({ id }, { books }) => dollars(costOf(books, id))],
];

const LABEL_WIDTH = 36;
const COLUMN_WIDTH = 16;

function line(label: string, values: readonly (string | number)[]): string {
  return label.padEnd(LABEL_WIDTH) + values.map((value) => String(value).padStart(COLUMN_WIDTH)).join('');
}

export function describe(told: Told): string {
  const { options, upstreams, books, refunded, seconds, isGood } = told;
  const ends = [...books.statuses].map(([status, all]) => `${all} ${status}`).join(', ');
  return [
    `${options.generations} generations, seed ${options.seed}, ${(options.faults * 100).toFixed(0)} % faults, ${seconds.toFixed(0)} s: ${ends}`,
    ...upstreams.map(({ id, about }) => `  ${id.padEnd(8)} ${about}`),
    `  ${refunded} refunded by rule: their starts never arrived at an upstream that cannot be asked`,
    '',
    line(
      '',
      upstreams.map(({ id }) => id),
    ),
    ...ROWS.map(([label, valueOf]) =>
      line(
        label,
        upstreams.map((upstream) => valueOf(upstream, told)),
      ),
    ),
    '',
    `fallbacks: ${sumOf(books.fallbacks)}`,
    ...[...books.fallbacks]
      .toSorted(([, a], [, b]) => b - a)
      .map(([why, all]) => `  ${why.padEnd(LABEL_WIDTH - 2)}${String(all).padStart(COLUMN_WIDTH)}`),
    '  for example: ' + (books.attempts.find(({ number }) => number === 2)?.because ?? 'none'),
    '',
    ...[...books.zeros].map(([name, figure]) => line(name, [figure])),
    '',
    isGood ? 'every figure that has to be 0 is 0' : 'NOT AS IT SHOULD BE: a figure above is not 0',
  ].join('\n');
}

function lostReplies(played: ReadonlyMap<string, number> | undefined): number {
  return [...(played ?? [])].reduce(
    (sum, [fault, all]) => sum + (fault.startsWith('accept_then') ? all : 0),
    0,
  );
}

function ofEngine(
  { attempts }: Books,
  id: string,
  counts: (attempt: Books['attempts'][number]) => boolean,
): number {
  return attempts.filter((one) => one.engine === id && counts(one)).length;
}

function costOf({ attempts }: Books, id: string): bigint {
  return attempts.reduce((sum, one) => sum + (one.engine === id ? (one.cost_micros ?? 0n) : 0n), 0n);
}

function dollars(micros: bigint): string {
  return `$${micros / 1_000_000n}.${(micros % 1_000_000n).toString().padStart(6, '0')}`;
}
