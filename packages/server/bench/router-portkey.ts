/**
 * Starts `@portkey-ai/gateway` for `bench/router.ts`. Its 1.15.2 adds headers to the very answers of `fetch`, which the undici of
 * Node 24 refuses ("TypeError: immutable", every proxied request is answered 500); it gets answers whose headers it may change.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const plainFetch = globalThis.fetch;
const PlainResponse = globalThis.Response;
globalThis.fetch = async (...given) => {
  const { body, status, statusText, headers } = await plainFetch(...given);
  const answer = new PlainResponse(body, { status, statusText, headers: new Headers(headers) });
  return answer;
};
const path = createRequire(import.meta.url).resolve('@portkey-ai/gateway/package.json');
await import(new URL('build/start-server.js', pathToFileURL(path)).href);
