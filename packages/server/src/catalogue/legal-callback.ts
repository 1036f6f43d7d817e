import { isAddress } from '../contract/body-parts.ts';
import { invalidField, shown } from './raw-body.ts';

const LOOPBACK_HOSTS = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Null when there is none. `http:` is allowed to loopback only, and only when the operator allows that. */
export function legalCallback(url: string | undefined, allowLoopback: boolean): string | null {
  if (url === undefined) return null;
  if (isAddress(url, ['https:'])) return url;
  if (allowLoopback && LOOPBACK_HOSTS.test(new URL(url).hostname)) return url;
  throw invalidField('callback_url', `must be https. Got ${shown(url)}.`);
}
