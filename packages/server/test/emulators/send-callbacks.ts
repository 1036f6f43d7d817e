import type { CallbackFault, EmulatedUpstream, EmulatedWork, WorkState } from './emulated-upstream.ts';

/** Sends the message about a work; answers what the receiver said to each. */
export async function sendCallbacks(
  upstream: EmulatedUpstream,
  work: EmulatedWork,
  state: WorkState,
  fault: CallbackFault | undefined,
  now: () => number,
): Promise<readonly number[]> {
  const { callbackUrl } = work;
  const message = callbackUrl === null ? null : upstream.callback?.(work, state, now());
  if (callbackUrl === null || !message || fault === 'lost') return [];
  const early = upstream.callback?.(work, 'running', now());
  const forged = { ...message, body: message.body.replace(/succe\w*|OK|COMPLETED|completed/, 'failed') };
  const sequence = {
    duplicated: [message, message, message],
    reordered: early ? [message, early] : [message],
    forged: [forged],
  };
  const statuses: number[] = [];
  for (const one of fault ? sequence[fault] : [message]) {
    const reply = await fetch(callbackUrl, { method: 'POST', headers: one.headers, body: one.body });
    await reply.arrayBuffer();
    statuses.push(reply.status);
  }
  return statuses;
}
