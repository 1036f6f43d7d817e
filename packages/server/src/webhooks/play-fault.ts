/** The faults that a magic prompt of a test key asks of its webhook. A replay ends them: it shows how to recover. */
import { parseTestDirectives, type WebhookDirective } from '../kernel/test-directives.ts';
import type { DeliveryResult } from './deliver.ts';
import type { Claim } from './claims.ts';

/** What is done instead of sending a message once. */
export type Play =
  | { readonly kind: 'send'; readonly secret: string; readonly copies: number }
  | { readonly kind: 'postpone'; readonly dueAt: Date }
  /** Nothing is sent, and this is what came of it; `isLast` leaves the schedule. */
  | { readonly kind: 'pretend'; readonly result: DeliveryResult; readonly isLast: boolean };

/** Of the right form and nobody's. */
const WRONG_SECRET = `whsec_${Buffer.from('a secret that test mode made up').toString('base64')}`;

/** What to do with a delivery's next try. */
export function playFault(claimed: Claim['delivery'], now: Date): Play {
  const directive = parseTestDirectives(claimed.testDirectives)?.webhook ?? null;
  const play = directive === null || claimed.triesBeforeReplay > 0 ? null : faulty(directive, claimed, now);
  return play ?? { kind: 'send', secret: claimed.secret, copies: 1 };
}

/** Null when this try has no fault. */
function faulty(directive: WebhookDirective, claimed: Claim['delivery'], now: Date): Play | null {
  const { attempts, createdAt, secret } = claimed;
  let play: Play | null = null;
  switch (directive.fault) {
    case 'fail':
      if (attempts < directive.times) play = pretend(500, 'the receiver answered 500, played by test mode');
      break;
    case 'lost':
      play = { ...pretend(null, 'it was lost on the way, played by test mode'), isLast: true };
      break;
    case 'duplicate':
      if (attempts === 0) play = { kind: 'send', secret, copies: 2 };
      break;
    case 'late': {
      const dueAt = new Date(createdAt.getTime() + directive.seconds * 1000);
      if (attempts === 0 && dueAt > now) play = { kind: 'postpone', dueAt };
      break;
    }
    case 'bad_signature':
      play = { kind: 'send', secret: WRONG_SECRET, copies: 1 };
      break;
  }
  return play;
}

function pretend(httpStatus: number | null, error: string): Extract<Play, { kind: 'pretend' }> {
  const exchange = { requestHeaders: {}, responseHeaders: null, responseBody: null };
  return {
    kind: 'pretend',
    result: { kind: 'failed', httpStatus, error, retryAfterSeconds: 0, exchange },
    isLast: false,
  };
}
