/** What will happen, in the order of its time; of two at one time the one that was added first comes first. */
export interface EventQueue {
  add(at: number, run: EventRun): void;
  /** The next one, taken out; undefined when nothing will ever happen. */
  take(): PlannedEvent | undefined;
}

export type EventRun = () => void | Promise<void>;

export interface PlannedEvent {
  readonly at: number;
  readonly number: number;
  readonly run: EventRun;
}

/** A binary heap. */
export function createEventQueue(): EventQueue {
  const heap: PlannedEvent[] = [];
  let count = 0;
  return {
    add(at, run) {
      count += 1;
      heap.push({ at, number: count, run });
      rise(heap);
    },
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      sink(heap, last);
      return first;
    },
  };
}

function isBefore(one: PlannedEvent, other: PlannedEvent): boolean {
  return one.at < other.at || (one.at === other.at && one.number < other.number);
}

/** Moves the last one up to its place. */
function rise(heap: PlannedEvent[]): void {
  let index = heap.length - 1;
  const event = heap[index];
  if (event === undefined) return;
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || isBefore(parent, event)) break;
    heap[index] = parent;
    heap[above] = event;
    index = above;
  }
}

/** Puts one in the place of the first and moves it down to its own. */
function sink(heap: PlannedEvent[], event: PlannedEvent): void {
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const [one, other] = [heap[left], heap[left + 1]];
    if (one === undefined) break;
    const [child, next] = other !== undefined && isBefore(other, one) ? [other, left + 1] : [one, left];
    if (isBefore(event, child)) break;
    heap[index] = child;
    index = next;
  }
  heap[index] = event;
}
