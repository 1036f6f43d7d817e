import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ROUTES } from '../../src/http/routes.ts';

/**
 * Throws unless `response` is what the contract says of that route and status: a documented status, a body that fits its
 * schema, and no key that the schema does not name. Answers of undescribed routes and of other types than JSON pass.
 */
export async function checkAnswer(method: string, path: string, response: Response): Promise<void> {
  const { pathname } = new URL(path, 'http://localhost');
  const route = ROUTES.find(
    (one) => one.method === method.toLowerCase() && patternOf(one.path).test(pathname),
  );
  if (!route || response.status === 500 || !isJson(response)) return;
  const described: unknown = route.responses[response.status];
  if (described === undefined)
    throw new Error(`${method} ${pathname} answers ${response.status}, which its contract does not describe`);
  const schema = withSchema.safeParse(described).data?.content['application/json'].schema;
  if (!(schema instanceof z.ZodType)) return;
  const body: unknown = await response.clone().json();
  const parsed = schema.parse(body);
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(parsed)), body))
    throw new Error(
      `${method} ${pathname}: the body has what its schema does not name: ${JSON.stringify(body)}`,
    );
}

const withSchema = z.object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) });

function isJson(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').startsWith('application/json');
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`);
}
