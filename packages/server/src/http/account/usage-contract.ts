/** What `/openapi.json` says of this. The handlers are in `usage-routes.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';

export const USAGE_ROUTES: readonly RouteConfig[] = [];
