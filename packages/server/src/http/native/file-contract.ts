/** What `/openapi.json` says of this. The handlers are in `file-routes.ts`. */
import type { RouteConfig } from '@hono/zod-openapi';

export const FILE_ROUTES: readonly RouteConfig[] = [];
