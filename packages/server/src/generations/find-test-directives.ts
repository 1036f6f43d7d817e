import type { Db } from '../db/transaction.ts';
import { parseTestDirectives, type TestDirectives } from '../kernel/test-directives.ts';

/** What the magic prompt of a generation asks for; null without. The id must be a UUID. */
export async function findTestDirectives(db: Db, generationId: string): Promise<TestDirectives | null> {
  const row = await db
    .selectFrom('generations')
    .select('test_directives')
    .where('id', '=', generationId)
    .executeTakeFirst();
  return parseTestDirectives(row?.test_directives ?? null);
}
