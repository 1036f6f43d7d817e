-- The first shape: who pays, what was asked for, what was tried, what was stored, who was told.

create table accounts (
  id uuid primary key,
  name text not null,
  webhook_secret text not null,
  created_at timestamptz not null default now()
);

create table api_keys (
  id uuid primary key,
  account_id uuid not null references accounts,
  environment text not null check (environment in ('test', 'live')),
  name text not null,
  -- the first characters, shown so that people can tell keys apart
  prefix text not null,
  -- SHA-256 of the whole key; keys are 32 random bytes, so a plain hash cannot be guessed back
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index on api_keys (account_id);

create table balances (
  account_id uuid not null references accounts,
  environment text not null check (environment in ('test', 'live')),
  balance_micros bigint not null default 0 check (balance_micros >= 0),
  primary key (account_id, environment)
);

-- Append-only. The balance of an account equals the sum of its entries.
create table ledger_entries (
  id bigint generated always as identity primary key,
  account_id uuid not null references accounts,
  environment text not null check (environment in ('test', 'live')),
  generation_id uuid,
  kind text not null check (kind in ('grant', 'hold', 'settle', 'release')),
  -- what the entry adds to the balance: hold < 0, release = the whole hold back, settle = the unspent rest back (0 as a rule)
  amount_micros bigint not null,
  note text,
  created_at timestamptz not null default now(),
  check ((kind = 'grant') = (generation_id is null))
);
create index on ledger_entries (account_id, environment, id);
create unique index ledger_one_hold on ledger_entries (generation_id) where kind = 'hold';
-- a generation ends in exactly one of settled or released
create unique index ledger_one_end on ledger_entries (generation_id) where kind in ('settle', 'release');

create table generations (
  id uuid primary key,
  account_id uuid not null references accounts,
  api_key_id uuid not null references api_keys,
  environment text not null check (environment in ('test', 'live')),
  model text not null,
  mode text not null check (mode in ('text_to_video', 'image_to_video', 'motion_control')),
  engine text not null,
  prompt text not null,
  -- the request after the model's rules were applied: what the engine is asked for
  request jsonb not null,
  seed integer not null,
  -- null until a motion reference is probed
  duration_seconds integer,
  warnings jsonb not null default '[]',
  price_micros bigint not null,
  callback_url text,
  status text not null default 'pending' check (status in ('pending', 'processing', 'completed', 'failed')),
  failure text,
  failure_detail text,
  progress smallint not null default 0 check (progress between 0 and 100),
  -- raised by every worker that takes the generation over: writes with an older fence change nothing
  fence integer not null default 0,
  outcome_unknown boolean not null default false,
  engine_report jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  completed_at timestamptz,
  deadline_at timestamptz not null,
  check ((status = 'failed') = (failure is not null)),
  check ((status in ('completed', 'failed')) = (completed_at is not null))
);
create index on generations (account_id, created_at desc);
-- what is under way: queue position, deadlines, drains
create index generations_open on generations (created_at) where status in ('pending', 'processing');

create table attempts (
  id uuid primary key,
  generation_id uuid not null references generations,
  number integer not null,
  engine text not null,
  -- given to the engine so that it can recognise a repeated start
  idempotency_key text not null unique,
  -- intent: written before the engine is called; started: the engine's handle is known
  state text not null check (state in ('intent', 'started', 'succeeded', 'failed', 'abandoned')),
  operation jsonb,
  failure text,
  failure_detail text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  unique (generation_id, number),
  check (state <> 'started' or operation is not null)
);

-- One row per place taken. A place belongs to a generation, not to a worker, so a dead worker leaks none.
create table slots (
  scope text not null,
  generation_id uuid not null references generations,
  taken_at timestamptz not null default now(),
  primary key (scope, generation_id)
);
-- Locked while places of its scope are counted and taken, which makes the limit exact.
create table slot_scopes (
  scope text primary key,
  used integer not null default 0 check (used >= 0)
);

create table idempotency_keys (
  account_id uuid not null references accounts,
  environment text not null check (environment in ('test', 'live')),
  key text not null,
  request_hash bytea not null,
  generation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (account_id, environment, key)
);
create index on idempotency_keys (created_at);

create table assets (
  id uuid primary key,
  account_id uuid not null references accounts,
  generation_id uuid references generations,
  kind text not null check (kind in ('video', 'poster', 'input')),
  -- where the store keeps the bytes; content-addressed
  storage_key text not null,
  media_type text not null,
  byte_count bigint not null,
  width integer,
  height integer,
  duration_seconds double precision,
  created_at timestamptz not null default now()
);
create index on assets (generation_id);

create table deliveries (
  -- also the webhook-id header, constant across retries
  id uuid primary key,
  account_id uuid not null references accounts,
  generation_id uuid not null references generations,
  url text not null,
  body text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'exhausted', 'disabled')),
  attempts integer not null default 0,
  last_status integer,
  last_error text,
  created_at timestamptz not null default now(),
  last_attempt_at timestamptz,
  delivered_at timestamptz,
  -- one terminal event per generation
  unique (generation_id)
);

-- Facts that every process must share, such as the key that signs media links.
create table settings (
  name text primary key,
  value text not null,
  created_at timestamptz not null default now()
);
