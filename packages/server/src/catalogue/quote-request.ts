import type { Micros } from '../kernel/money.ts';
import { billedDriverSeconds, mostDriverSeconds } from './driver-seconds.ts';
import { quote, type PriceBook } from './price-book.ts';
import type { ResolvedRequest } from './resolve.ts';

/** What a request costs, or the most that it can cost. */
export interface Quote {
  readonly price: Micros;
  /** Null while the driver is not measured. */
  readonly durationSeconds: number | null;
  /** The price of a second while the seconds are not known; then `price` is that of the longest driver. */
  readonly openRate: Micros | null;
}

/** `driverSeconds`: the measured length of the driver, null when it is not here yet or there is none. */
export function quoteRequest(
  book: PriceBook,
  request: Pick<ResolvedRequest, 'model' | 'durationSeconds' | 'sound' | 'characterOrientation'>,
  driverSeconds: number | null,
): Quote {
  const priceOf = (seconds: number): Micros => quote(book, request.model.id, seconds, request.sound);
  if (request.durationSeconds !== null)
    return {
      price: priceOf(request.durationSeconds),
      durationSeconds: request.durationSeconds,
      openRate: null,
    };
  const most = mostDriverSeconds(request.characterOrientation);
  if (driverSeconds === null) return { price: priceOf(most), durationSeconds: null, openRate: priceOf(1) };
  const durationSeconds = billedDriverSeconds(driverSeconds, most);
  return { price: priceOf(durationSeconds), durationSeconds, openRate: null };
}
