/** What `/openapi.json` says of this. The handlers are in `key-routes.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';

export const KEY_ROUTES: readonly RouteConfig[] = [];
