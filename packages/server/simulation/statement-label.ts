import type { CompiledQuery } from 'kysely';

interface Label {
  readonly text: string;
  readonly writes: boolean;
}

const labels = new Map<string, Label>();

/** What a statement is about, in a word or two. */
export function labelOf(query: CompiledQuery): string {
  return known(query).text;
}

export function writes(query: CompiledQuery): boolean {
  return known(query).writes;
}

function known({ sql }: CompiledQuery): Label {
  const label = labels.get(sql) ?? read(sql);
  labels.set(sql, label);
  return label;
}

const VERBS = [
  [/insert into "?(\w+)/i, 'insert', true],
  [/delete from "?(\w+)/i, 'delete', true],
  [/\bupdate "?(\w+)"?(?:\s+as\s+\w+)?\s+set/i, 'update', true],
  [/from "?(\w+)"?[^;]*for update/i, 'lock', true],
  [/from "?(\w+)/i, 'read', false],
] as const;

function read(sql: string): Label {
  for (const [form, verb, writes] of VERBS) {
    const [, table] = form.exec(sql) ?? [];
    if (table !== undefined) return { text: `${verb} ${table}`, writes };
  }
  return { text: sql.slice(0, 40).replaceAll(/\s+/g, ' '), writes: true };
}
