/** What `/openapi.json` says of this. The handlers are in `omni-routes.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';

export const OMNI_ROUTES: readonly RouteConfig[] = [];
