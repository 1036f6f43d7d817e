/** What `/openapi.json` says of this. The handlers are in `webhook-routes.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';

export const WEBHOOK_ROUTES: readonly RouteConfig[] = [];
