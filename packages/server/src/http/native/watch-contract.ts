/** What `/openapi.json` says of this. The handlers are in `watch-routes.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';

export const WATCH_ROUTES: readonly RouteConfig[] = [];
