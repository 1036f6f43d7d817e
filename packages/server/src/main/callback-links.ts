import { createHmac, timingSafeEqual } from 'node:crypto';

export interface CallbackLinks {
  /** The path of one attempt of one engine. */
  path(engineId: string, idempotencyKey: string): string;
  verify(engineId: string, idempotencyKey: string, token: string): boolean;
}

/** Addresses that nobody can guess: whoever posts to one was told it by us. `secret` is shared by every process. */
export function callbackLinks(secret: string): CallbackLinks {
  const sign = (engineId: string, key: string): Buffer =>
    createHmac('sha256', secret).update(`callback.${engineId}.${key}`).digest();
  return {
    path: (engineId, key) => `/callbacks/${engineId}/${key}/${sign(engineId, key).toString('base64url')}`,
    verify(engineId, key, token) {
      const right = sign(engineId, key);
      const given = Buffer.from(token, 'base64url');
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
