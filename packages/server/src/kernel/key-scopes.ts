/** What an API key may do: `generate` submits and cancels, `read` looks, `admin` manages keys, webhooks and secrets. */
export const KEY_SCOPES = ['generate', 'read', 'admin'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];
