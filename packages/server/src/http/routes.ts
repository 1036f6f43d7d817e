/** Every route that is described at `/openapi.json`; the handlers are mounted in `app.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';
import { ENGINE_ROUTES } from './account/engine-contract.ts';
import { KEY_ROUTES } from './account/key-contract.ts';
import { USAGE_ROUTES } from './account/usage-contract.ts';
import { HEALTH_ROUTES } from './health-contract.ts';
import { FILE_ROUTES } from './native/file-contract.ts';
import { GENERATION_ROUTES } from './native/generation-contract.ts';
import { KLING_ROUTES } from './native/kling-contract.ts';
import { MODEL_ROUTES } from './native/model-contract.ts';
import { OMNI_ROUTES } from './native/omni-contract.ts';
import { QUOTE_ROUTES } from './native/quote-contract.ts';
import { WATCH_ROUTES } from './native/watch-contract.ts';
import { WEBHOOK_ROUTES } from './webhooks/webhook-contract.ts';

export const ROUTES: readonly RouteConfig[] = [
  ...KLING_ROUTES,
  ...OMNI_ROUTES,
  ...GENERATION_ROUTES,
  ...WATCH_ROUTES,
  ...QUOTE_ROUTES,
  ...MODEL_ROUTES,
  ...FILE_ROUTES,
  ...WEBHOOK_ROUTES,
  ...KEY_ROUTES,
  ...USAGE_ROUTES,
  ...ENGINE_ROUTES,
  ...HEALTH_ROUTES,
];
