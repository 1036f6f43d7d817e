/** What `/openapi.json` says of this. The handlers are in `model-routes.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';

export const MODEL_ROUTES: readonly RouteConfig[] = [];
