/** What `/openapi.json` says of this. The handlers are in `quote-routes.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';

export const QUOTE_ROUTES: readonly RouteConfig[] = [];
