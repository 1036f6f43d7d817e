-- Several engines for one generation: what each try cost and why it was made, how each engine is doing, and what it may cost in a day.

alter table attempts
  -- the model at that time, so that the health of an engine can be kept by model
  add column model text,
  -- why this engine was tried, in words for the operator
  add column because text,
  -- what was wrong, for routing; see kernel/engine-troubles.ts
  add column trouble text,
  -- the upstream's own words, without secrets; for the operator only
  add column note text,
  -- what the list said before it was begun, counted against the engine's budget of the day
  add column estimated_micros bigint check (estimated_micros >= 0),
  -- what it cost; null while that is not known
  add column cost_micros bigint check (cost_micros >= 0),
  add column cost_source text check (cost_source in ('reported', 'listed')),
  -- the last message of the upstream about it
  add column called_back_at timestamptz,
  add check ((cost_micros is null) = (cost_source is null));

-- Usage by day asks for what was tried then.
create index attempts_by_time on attempts (created_at) where cost_micros is not null;

-- How an engine is doing with a model. A row that is not there is one of an engine that is well.
create table engine_health (
  engine text not null,
  model text not null,
  consecutive_faults integer not null default 0,
  tries integer not null default 0,
  -- moving average over about the last `window` tries, 0..1
  fault_share double precision not null default 0,
  -- moving average of the seconds from start to success; null before the first
  typical_seconds double precision,
  -- open: nothing is sent to it before then, and then one try as a probe
  retry_at timestamptz,
  -- rests in a row; each is longer than the one before
  rests integer not null default 0,
  -- who probes, and until when that counts
  probing_id uuid,
  probing_until timestamptz,
  last_trouble text,
  updated_at timestamptz not null default now(),
  primary key (engine, model)
);

-- What an engine has cost in a day (UTC), estimates of what is under way included.
create table engine_days (
  engine text not null,
  day date not null,
  spent_micros bigint not null default 0 check (spent_micros >= 0),
  primary key (engine, day)
);
