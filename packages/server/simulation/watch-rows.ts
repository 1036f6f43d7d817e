/**
 * The database of the worlds watches over every single write of a row, with triggers that shout: what nobody may ever write,
 * whoever it is and whatever comes of it later. Who is writing, and when it is, is told to it before every step.
 */
import { sql } from 'kysely';
import type { Db } from '../src/db/transaction.ts';

/** How a shout begins. */
export const SHOUT = 'violation: ';
/** Pieces of work that must hold the fence of what they write. */
export const DRIVE_MARK = 'drive ';

/** Makes a migrated database one that worlds can be played in; nothing, when it is one already. */
export async function watchRows(db: Db): Promise<void> {
  const { rows } = await sql`select from pg_namespace where nspname = 'sim'`.execute(db);
  if (rows.length > 0) return;
  await sql`create schema sim`.execute(db);
  // Found before the real one by every statement that says now(), and by none that the migrations have compiled.
  await sql`
    create function sim.now() returns timestamptz language sql stable
    as $$ select coalesce(current_setting('sim.now', true)::timestamptz, pg_catalog.now()) $$`.execute(db);
  await sql`
    do $$
    declare
      one record;
    begin
      for one in
        select table_name, column_name from information_schema.columns
        where table_schema = 'public' and column_default = 'now()'
      loop
        execute format('alter table public.%I alter column %I set default sim.now()', one.table_name, one.column_name);
      end loop;
    end $$`.execute(db);
  await sql`
    alter table generations
      add column sim_holder text, add column sim_ended_at timestamptz, add column sim_cancelled_at timestamptz`.execute(
    db,
  );
  for (const trigger of TRIGGERS) await watch(db, trigger);
}

interface Trigger {
  readonly name: string;
  readonly on: string;
  /** The body of a PL/pgSQL function. */
  readonly body: string;
}

const TRIGGERS: readonly Trigger[] = [
  {
    name: 'shorten_time',
    on: 'before insert on generations',
    body: `new.deadline_at := new.created_at + current_setting('sim.time_limit')::interval;`,
  },
  {
    name: 'watch_generation',
    on: 'before update on generations',
    body: `
      if old.status in ('completed', 'failed') and (old.status, old.failure, old.price_micros, old.completed_at, old.progress)
          is distinct from (new.status, new.failure, new.price_micros, new.completed_at, new.progress) then
        raise notice '${SHOUT}% was % and becomes %', new.id, old.status, new.status;
      end if;
      if new.progress < old.progress then
        raise notice '${SHOUT}the progress of % goes back from % to %', new.id, old.progress, new.progress;
      end if;
      if new.fence < old.fence then
        raise notice '${SHOUT}the fence of % goes down', new.id;
      elsif new.fence > old.fence then
        new.sim_holder := current_setting('sim.who');
      elsif current_setting('sim.who') like '${DRIVE_MARK}%' and old.sim_holder is distinct from current_setting('sim.who') then
        raise notice '${SHOUT}% writes to %, which % has taken over', current_setting('sim.who'), new.id, old.sim_holder;
      end if;
      if new.status in ('completed', 'failed') then
        new.sim_ended_at := coalesce(old.sim_ended_at, sim.now());
      end if;
      if new.cancel_requested_at is not null then
        new.sim_cancelled_at := coalesce(old.sim_cancelled_at, sim.now());
      end if;`,
  },
  {
    name: 'watch_attempt',
    on: 'before insert on attempts',
    body: `
      declare
        generation generations;
      begin
        select * into generation from generations where id = new.generation_id;
        if generation.cancel_requested_at is not null then
          raise notice '${SHOUT}% is begun after its cancel', generation.id;
        end if;
        if generation.status <> 'processing' then
          raise notice '${SHOUT}% is begun while %', generation.id, generation.status;
        end if;
        if generation.engine <> new.engine then
          raise notice '${SHOUT}% is at % and is begun at %', generation.id, generation.engine, new.engine;
        end if;
        if exists (select from attempts where generation_id = new.generation_id and state in ('intent', 'started')) then
          raise notice '${SHOUT}% is begun while another try of it is under way', generation.id;
        end if;
        perform set_config('sim.begun', new.id::text, true);
        if generation.sim_holder is distinct from current_setting('sim.who') then
          raise notice '${SHOUT}% begins %, which % has taken over', current_setting('sim.who'), generation.id, generation.sim_holder;
        end if;
      end;`,
  },
  {
    // Only who has the generation may give a try up; but of an engine that nobody can ask later that it has nothing is
    // written down by whoever has heard it.
    name: 'watch_try_end',
    on: 'before update on attempts',
    body: `
      declare
        holder text;
      begin
        select sim_holder into holder from generations where id = new.generation_id;
        if new.state = 'failed' and current_setting('sim.who') like '${DRIVE_MARK}%'
            and holder is distinct from current_setting('sim.who')
            and not (old.state = 'intent' and new.trouble is not null
              and new.engine = any(string_to_array(current_setting('sim.blind'), ','))) then
          raise notice '${SHOUT}% gives up a try of %, which % has taken over', current_setting('sim.who'), new.generation_id, holder;
        end if;
      end;`,
  },
  {
    name: 'watch_slot',
    on: 'before insert on slots',
    body: `
      declare
        kind text := split_part(new.scope, ':', 1);
        name text := case kind when 'engine' then regexp_replace(new.scope, '[^a-z0-9]', '_', 'g') else kind end;
      begin
        if (select count(*) from slots where scope = new.scope) >= current_setting('sim.limit_' || name)::integer then
          raise notice '${SHOUT}% takes a place of % above its limit', new.generation_id, new.scope;
        end if;
      end;`,
  },
  {
    // A bill may be higher than its estimate was; only what is begun must be within the budget.
    name: 'watch_day',
    on: 'before insert or update on engine_days',
    body: `
      if current_setting('sim.begun') <> ''
          and new.spent_micros > current_setting('sim.budget_' || new.engine)::bigint then
        raise notice '${SHOUT}% is begun above the budget of %', current_setting('sim.begun'), new.engine;
      end if;`,
  },
];

async function watch(db: Db, { name, on, body }: Trigger): Promise<void> {
  await sql
    .raw(
      `create function sim.${name}() returns trigger language plpgsql as $$ begin ${body} return new; end $$`,
    )
    .execute(db);
  await sql.raw(`create trigger sim_${name} ${on} for each row execute function sim.${name}()`).execute(db);
}
