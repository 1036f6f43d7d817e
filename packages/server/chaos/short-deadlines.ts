import { sql } from 'kysely';
import type { Db } from '../src/db/transaction.ts';
import { workFateOf } from './fate.ts';
import { planOf, type PlanAddresses } from './plan.ts';

/** Work that the upstream never ends is given up after so long. */
const NEVER_MILLISECONDS = 15_000;

export interface ShortDeadlineOptions {
  readonly seed: number;
  readonly generations: number;
  readonly accounts: number;
  readonly addresses: PlanAddresses;
}

/**
 * Fifteen minutes are longer than a run, so the time of some generations is up sooner. The database of the run gives
 * them their deadline when they are inserted: nobody ever sees another one.
 */
export async function shortenDeadlines(db: Db, options: ShortDeadlineOptions): Promise<void> {
  await sql`create table chaos_deadlines (request integer primary key, milliseconds integer not null)`.execute(
    db,
  );
  for (let number = 0; number < options.generations; number += 1) {
    const milliseconds = limitOf(options, number);
    if (milliseconds !== null)
      await sql`insert into chaos_deadlines values (${number}, ${milliseconds})`.execute(db);
  }
  await sql`
    create function chaos_shorten_deadline() returns trigger language plpgsql as $$
    declare
      limit_milliseconds integer;
    begin
      select milliseconds into limit_milliseconds from chaos_deadlines
        where request = substring(new.prompt from '^chaos ([0-9]+):')::integer;
      if found then
        new.deadline_at := new.created_at + limit_milliseconds * interval '1 millisecond';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger chaos_shorten_deadline before insert on generations
    for each row execute function chaos_shorten_deadline()`.execute(db);
}

function limitOf({ seed, accounts, addresses }: ShortDeadlineOptions, number: number): number | null {
  const { timeUpAfter } = planOf(seed, number, accounts, addresses);
  if (timeUpAfter !== null) return Math.round(timeUpAfter);
  return workFateOf(seed, number, 0).end === 'never' ? NEVER_MILLISECONDS : null;
}
