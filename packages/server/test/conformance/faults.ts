import type { EmulatedFault, EmulatedOperation } from '../emulators/emulated-upstream.ts';

/** What the upstream does to one generation, and what must come of it. */
export interface FaultCase {
  readonly name: string;
  readonly inject: readonly (readonly [EmulatedOperation, ...EmulatedFault[]])[];
  /** Works that the upstream has made when all is over. */
  readonly works: 0 | 1;
  /**
   * `completed`; `failed`: refunded at once; `by_lookup`: completed where the engine can find out what became of a start, else
   * never started again, and refunded by rule.
   */
  readonly end: 'completed' | 'failed' | 'by_lookup';
}

const created = (fault: EmulatedFault): FaultCase => ({
  name: fault.replaceAll('_', ' '),
  inject: [['create', fault]],
  works: 1,
  end: 'by_lookup',
});

/** The start never reached it, and nobody can know: where it cannot be asked, nothing is ever made. */
const notCreated = (fault: EmulatedFault): FaultCase => ({
  name: `${fault.replaceAll('_', ' ')} on create`,
  inject: [['create', fault]],
  works: 0,
  end: 'by_lookup',
});

export const FAULT_CASES: readonly FaultCase[] = [
  { name: 'no fault', inject: [], works: 1, end: 'completed' },
  created('accept_then_lose'),
  created('accept_then_half'),
  created('accept_then_hang'),
  created('accept_then_500'),
  created('accept_then_502'),
  created('accept_then_504'),
  notCreated('lose'),
  notCreated('hang'),
  notCreated('error_500'),
  notCreated('garbage'),
  { name: 'full', inject: [['create', 'full']], works: 1, end: 'completed' },
  { name: 'account refused', inject: [['create', 'account']], works: 0, end: 'failed' },
  {
    name: 'status lost, 500, garbage',
    inject: [['status', 'lose', 'error_500', 'garbage']],
    works: 1,
    end: 'completed',
  },
  { name: 'status hangs', inject: [['status', 'hang']], works: 1, end: 'completed' },
  { name: 'wrong status word', inject: [['status', 'wrong_word', 'wrong_word']], works: 1, end: 'completed' },
  {
    name: 'result 404, expired, cut',
    inject: [['file', 'gone', 'expired', 'truncated']],
    works: 1,
    end: 'completed',
  },
  {
    name: 'result gone for ever',
    inject: [['file', 'gone', 'gone', 'gone', 'gone', 'gone']],
    works: 1,
    end: 'failed',
  },
];
