/** What is kept of a run that went wrong: for each offending generation its rows, the lines of every journal and log. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from '../src/db/transaction.ts';
import type { Finding } from './checks/finding.ts';

/** More than so many are as good as these. */
const MOST_GENERATIONS = 50;

const TABLES = {
  generations: 'id',
  attempts: 'generation_id',
  ledger_entries: 'generation_id',
  slots: 'generation_id',
  deliveries: 'generation_id',
  idempotency_keys: 'generation_id',
  inputs: 'generation_id',
  assets: 'generation_id',
} as const;

/** `textFiles`: every journal and log of the run. */
export async function keepEvidence(
  db: Db,
  directory: string,
  findings: readonly Finding[],
  textFiles: readonly string[],
): Promise<string> {
  const target = join(directory, 'evidence');
  mkdirSync(target, { recursive: true });
  const violations = findings.flatMap(({ name, violations }) => violations.map((one) => ({ name, ...one })));
  writeFileSync(join(target, 'violations.json'), JSON.stringify(violations, null, 2));
  const ids = new Set(violations.flatMap(({ generationId }) => generationId ?? []));
  const lines = textFiles
    .filter(existsSync)
    .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n') }));
  for (const id of [...ids].slice(0, MOST_GENERATIONS)) {
    const parts = [await rowsOf(db, id)];
    const needles = [id, ...tasksIn(parts.join(''))];
    for (const { path, lines: all } of lines) {
      const found = all.filter((line) => needles.some((needle) => line.includes(needle)));
      if (found.length > 0) parts.push(`== ${path}`, ...found);
    }
    writeFileSync(join(target, `${id}.txt`), `${parts.join('\n')}\n`);
  }
  return target;
}

async function rowsOf(db: Db, id: string): Promise<string> {
  const parts: string[] = [];
  for (const [table, column] of Object.entries(TABLES)) {
    const { rows } = await sql<{ row: string }>`
      select row_to_json(found)::text as row from ${sql.table(table)} as found
      where ${sql.ref(`found.${column}`)} = ${id}`.execute(db);
    parts.push(`== ${table}`, ...rows.map(({ row }) => row));
  }
  return parts.join('\n');
}

/** The upstream's names of the work, so that its lines about their ends are found too. */
function tasksIn(text: string): readonly string[] {
  return [...new Set(text.match(/"task-\d+"/g))];
}
