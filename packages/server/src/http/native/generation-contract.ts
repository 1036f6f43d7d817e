/** What `/openapi.json` says of this. The handlers are in `generation-routes.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';

export const GENERATION_ROUTES: readonly RouteConfig[] = [];
