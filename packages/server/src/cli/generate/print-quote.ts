import type { Quote } from '@reelay/client';
import type { Session } from '../api/session.ts';
import { formatFacts } from '../terminal/format-table.ts';
import { showDollars, showSeconds } from '../terminal/show.ts';

/** What the request would cost and take. */
export function printQuote(session: Session, quote: Quote): void {
  if (session.isJson) session.printJson(quote);
  else session.print(describeQuote(quote));
  session.note('Nothing was submitted.');
}

function describeQuote(quote: Quote): string {
  const { duration, expected_wait_seconds: wait, queue_position: place } = quote;
  const length = duration === null ? 'as long as the video' : `${duration} s`;
  return formatFacts([
    ['price', priceOf(quote)],
    [
      'wait',
      `${wait === null ? 'nothing is known yet' : `about ${showSeconds(wait)}`}, place ${place} in the queue`,
    ],
    ['balance', `${showDollars(quote.balance)}, which ${quote.covered ? 'covers it' : 'does not cover it'}`],
    ['model', `${quote.model}, ${quote.mode.replaceAll('_', ' ')}, ${length}, made by ${quote.engine}`],
    ...quote.warnings.map((warning) => ['note', warning] as const),
  ]);
}

function priceOf({ price, price_is_final: isFinal, price_per_second: perSecond }: Quote): string {
  if (isFinal || perSecond === undefined) return showDollars(price);
  return `at most ${showDollars(price)}: ${showDollars(perSecond)} for each second of the video`;
}
