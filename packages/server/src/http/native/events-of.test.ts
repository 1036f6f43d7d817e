import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GenerationEvent } from '../../contract/generation-event.ts';
import type { WatchedGeneration, WatchedTry } from '../../generations/watching.ts';
import { toMicros } from '../../kernel/money.ts';
import { eventsOf, isOver, type IdentifiedEvent } from './events-of.ts';

const ID = '01930000-0000-7000-8000-000000000001';
const BORN = new Date('2030-01-01T00:00:00Z');
const urlOf = ({ id }: { readonly id: string }) => `https://media.test/${id}`;

const PENDING: WatchedGeneration = {
  id: ID,
  status: 'pending',
  failure: null,
  failureDetail: null,
  progress: 0,
  price: toMicros(210_000n),
  createdAt: BORN,
  startedAt: null,
  completedAt: null,
  isDeleted: false,
  outputs: [],
  delivery: null,
  mark: '',
};

const VIDEO = {
  id: '01930000-0000-7000-8000-000000000002',
  kind: 'video',
  mediaType: 'video/mp4',
  byteCount: 1000,
  width: 1280,
  height: 720,
  durationSeconds: 5,
} as const;

const httpStatus = fc.option(fc.constantFrom(200, 204, 301, 404, 410, 500));

/** Every state that a generation passes on a way that it may go, in order. */
const life: fc.Arbitrary<readonly WatchedGeneration[]> = fc
  .record({
    isStarted: fc.boolean(),
    progress: fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 8 }),
    end: fc.constantFrom('completed', 'failed', 'none'),
    tries: fc.option(fc.array(httpStatus, { maxLength: 6 })),
    deliveryEnd: fc.constantFrom('pending', 'delivered', 'exhausted', 'disabled'),
  })
  .map(({ isStarted, progress, end, tries, deliveryEnd }) => {
    const states = [PENDING];
    const go = (change: Partial<WatchedGeneration>): void =>
      void states.push({ ...(states.at(-1) ?? PENDING), ...change });
    if (isStarted || end === 'completed') {
      go({ status: 'processing', startedAt: BORN });
      for (const percent of progress.toSorted((a, b) => a - b)) go({ progress: percent });
    }
    if (end === 'none') return states;
    const delivery = tries === null ? null : { id: ID, status: 'pending' as const, tries: [] };
    if (end === 'failed') go({ status: 'failed', failure: 'TASK_FAILED', completedAt: BORN, delivery });
    else go({ status: 'completed', progress: 100, completedAt: BORN, outputs: [VIDEO], delivery });
    const made: WatchedTry[] = [];
    for (const [index, status] of (tries ?? []).entries()) {
      made.push({ number: index + 1, startedAt: BORN, httpStatus: status, error: null });
      const isLast = index + 1 === tries?.length;
      go({ delivery: { id: ID, status: isLast ? deliveryEnd : 'pending', tries: [...made] } });
    }
    return states;
  });

/** What somebody reads who is there at these states only, and comes back by the id of the last event. */
function read(states: readonly WatchedGeneration[]): readonly IdentifiedEvent[] {
  const events: IdentifiedEvent[] = [];
  for (const state of states)
    events.push(...eventsOf(state, urlOf).filter(({ id }) => id > (events.at(-1)?.id ?? 0)));
  return events;
}

const lasting = (events: readonly IdentifiedEvent[]) =>
  events.filter(({ data }) => data.type !== 'progress').map(({ id }) => id);

const lifeAndVisits = life.chain((states) =>
  fc.record({ states: fc.constant(states), visits: fc.subarray([...states], { minLength: 1 }) }),
);

test('ids grow strictly, whenever somebody looks', () => {
  fc.assert(
    fc.property(lifeAndVisits, ({ visits }) => {
      const ids = read(visits).map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
    }),
  );
});

test('whoever comes back by the last id misses nothing but passed percentages, and reads nothing twice', () => {
  fc.assert(
    fc.property(lifeAndVisits, ({ states, visits }) => {
      expect(lasting(read([...visits, ...states.slice(-1)]))).toEqual(lasting(read(states)));
    }),
  );
});

test('an id always means the same, and every event is as the contract says', () => {
  fc.assert(
    fc.property(life, (states) => {
      const meanings = new Map<number, string>();
      for (const { id, data } of states.flatMap((state) => eventsOf(state, urlOf))) {
        expect(GenerationEvent.parse(data)).toEqual(data);
        const meaning = `${data.type} ${'progress' in data ? data.progress : ''}`;
        expect(meanings.get(id) ?? meaning).toBe(meaning);
        meanings.set(id, meaning);
      }
    }),
  );
});

test('once it is over no event is added', () => {
  fc.assert(
    fc.property(life, (states) => {
      const over = states.findIndex(isOver);
      if (over >= 0) expect(over).toBe(states.length - 1);
    }),
  );
});
