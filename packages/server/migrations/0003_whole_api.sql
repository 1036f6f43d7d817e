-- What a paying customer needs around the two endpoints: keys with scopes and limits, cancelling and deleting, files,
-- several pictures per request, webhooks with a history, and the faults that test mode plays.

-- What signs webhooks. Each environment of an account has its own, so that a test key learns nothing of what signs live.
create table webhook_secrets (
  account_id uuid not null references accounts,
  environment text not null check (environment in ('test', 'live')),
  secret text not null,
  -- when the secret in use was first shown; it is shown once, and lost ones are rotated
  shown_at timestamptz,
  -- signs beside the new one until that time, so that a receiver can change over
  previous_secret text,
  previous_until timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, environment),
  check ((previous_secret is null) = (previous_until is null))
);
-- The one secret that an account had goes on signing in both, so that receivers of either keep working. Until one of
-- them is rotated the two are the same: that of test counts as shown, because showing it to a test key would show live's.
insert into webhook_secrets (account_id, environment, secret, shown_at)
  select id, environment, webhook_secret, case when environment = 'test' then now() end
  from accounts cross join (values ('test'), ('live')) as environments (environment);
alter table accounts drop column webhook_secret;

alter table api_keys
  add column scopes text[] not null default '{generate,read,admin}'
    check (scopes <@ array['generate', 'read', 'admin'] and cardinality(scopes) > 0),
  add column expires_at timestamptz,
  add column last_used_at timestamptz,
  -- limits of this key; null where the server's own apply
  add column submits_per_minute integer check (submits_per_minute > 0),
  add column reads_per_minute integer check (reads_per_minute > 0),
  add column concurrency integer check (concurrency > 0),
  -- the most that its generations of one UTC day may cost
  add column daily_spend_micros bigint check (daily_spend_micros >= 0),
  -- the key that this one takes the place of
  add column rotated_from uuid references api_keys;

alter table generations
  add column cancel_requested_at timestamptz,
  -- its media are gone and nobody is shown it; the row stays for the ledger
  add column deleted_at timestamptz,
  -- the faults that a magic prompt of a test key asks for
  add column test_directives jsonb;

-- the list, newest first, and the days of a usage report
create index generations_listed on generations (account_id, environment, created_at desc, id desc);
drop index generations_account_id_created_at_idx;
-- what is under way, by engine: places in the queue are counted in this index alone
drop index generations_open;
create index generations_open on generations (engine, status, created_at, id) where status in ('pending', 'processing');
-- what ended since the last look, for those who listen
create index generations_ended on generations (account_id, environment, completed_at, id) where completed_at is not null;
-- how long the last ones took, for the expected wait of a quote
create index generations_pace on generations (engine, mode, completed_at desc)
  where status = 'completed' and test_directives is null;
-- what a key has spent today
create index generations_of_key on generations (api_key_id, created_at);

-- O1 and O3 take several pictures; every other input is alone at position 0
alter table inputs add column position smallint not null default 0 check (position between 0 and 9);
alter table inputs drop constraint inputs_pkey;
alter table inputs add primary key (generation_id, role, position);

alter table assets
  drop constraint assets_kind_check,
  -- file: uploaded on its own; generations that use it get an input of their own with the same bytes
  add constraint assets_kind_check check (kind in ('video', 'poster', 'input', 'file')),
  add column name text;
create index on assets (storage_key);
-- an asset row can only be removed once it is known that no input names it
create index on inputs (asset_id);
create index assets_files on assets (account_id, id desc) where kind = 'file';

-- Bytes whose last row was removed. They are removed from the store as soon as no upload can be about to use them.
create table removed_media (
  storage_key text primary key,
  removed_at timestamptz not null default now()
);

alter table deliveries
  alter column generation_id drop not null,
  add column event text not null default 'generation' check (event in ('generation', 'test')),
  add column environment text check (environment in ('test', 'live')),
  -- tries before the last replay: the schedule counts from there
  add column tries_before_replay integer not null default 0,
  -- when the next try is due; null when there is none
  add column next_attempt_at timestamptz,
  add check ((event = 'generation') = (generation_id is not null));
update deliveries set environment =
  (select generations.environment from generations where generations.id = deliveries.generation_id);
alter table deliveries alter column environment set not null;
create index deliveries_listed on deliveries (account_id, environment, created_at desc, id desc);
create index deliveries_open on deliveries (created_at) where status = 'pending';

-- Every try of a delivery as it went: what was sent and what came back, cut short and without secrets.
create table delivery_tries (
  delivery_id uuid not null references deliveries,
  number integer not null,
  started_at timestamptz not null,
  milliseconds integer not null,
  http_status integer,
  error text,
  request_headers jsonb not null,
  response_headers jsonb,
  response_body text,
  primary key (delivery_id, number)
);
-- the oldest, which are dropped after a while
create index on delivery_tries (started_at);
