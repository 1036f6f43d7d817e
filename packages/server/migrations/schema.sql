-- Generated from migrations/*.sql by `npm run generate`. Do not edit.

create table accounts (
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  constraint accounts_pkey PRIMARY KEY (id)
);

create table api_keys (
  id uuid not null,
  account_id uuid not null,
  environment text not null,
  name text not null,
  prefix text not null,
  hash bytea not null,
  created_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  scopes text[] not null default '{generate,read,admin}'::text[],
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  submits_per_minute integer,
  reads_per_minute integer,
  concurrency integer,
  daily_spend_micros bigint,
  rotated_from uuid,
  constraint api_keys_concurrency_check CHECK ((concurrency > 0)),
  constraint api_keys_daily_spend_micros_check CHECK ((daily_spend_micros >= 0)),
  constraint api_keys_environment_check CHECK ((environment = ANY (ARRAY['test'::text, 'live'::text]))),
  constraint api_keys_reads_per_minute_check CHECK ((reads_per_minute > 0)),
  constraint api_keys_scopes_check CHECK (((scopes <@ ARRAY['generate'::text, 'read'::text, 'admin'::text]) AND (cardinality(scopes) > 0))),
  constraint api_keys_submits_per_minute_check CHECK ((submits_per_minute > 0)),
  constraint api_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint api_keys_rotated_from_fkey FOREIGN KEY (rotated_from) REFERENCES api_keys(id),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_hash_key UNIQUE (hash)
);
CREATE INDEX api_keys_account_id_idx ON public.api_keys USING btree (account_id);

create table assets (
  id uuid not null,
  account_id uuid not null,
  generation_id uuid,
  kind text not null,
  storage_key text not null,
  media_type text not null,
  byte_count bigint not null,
  width integer,
  height integer,
  duration_seconds double precision,
  created_at timestamp with time zone not null default now(),
  name text,
  constraint assets_kind_check CHECK ((kind = ANY (ARRAY['video'::text, 'poster'::text, 'input'::text, 'file'::text]))),
  constraint assets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint assets_generation_id_fkey FOREIGN KEY (generation_id) REFERENCES generations(id),
  constraint assets_pkey PRIMARY KEY (id)
);
CREATE INDEX assets_files ON public.assets USING btree (account_id, id DESC) WHERE (kind = 'file'::text);
CREATE INDEX assets_generation_id_idx ON public.assets USING btree (generation_id);
CREATE INDEX assets_storage_key_idx ON public.assets USING btree (storage_key);

create table attempts (
  id uuid not null,
  generation_id uuid not null,
  number integer not null,
  engine text not null,
  idempotency_key text not null,
  state text not null,
  operation jsonb,
  failure text,
  failure_detail text,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  model text,
  because text,
  trouble text,
  note text,
  estimated_micros bigint,
  cost_micros bigint,
  cost_source text,
  called_back_at timestamp with time zone,
  constraint attempts_check CHECK (((state <> 'started'::text) OR (operation IS NOT NULL))),
  constraint attempts_check1 CHECK (((cost_micros IS NULL) = (cost_source IS NULL))),
  constraint attempts_cost_micros_check CHECK ((cost_micros >= 0)),
  constraint attempts_cost_source_check CHECK ((cost_source = ANY (ARRAY['reported'::text, 'listed'::text]))),
  constraint attempts_estimated_micros_check CHECK ((estimated_micros >= 0)),
  constraint attempts_state_check CHECK ((state = ANY (ARRAY['intent'::text, 'started'::text, 'succeeded'::text, 'failed'::text, 'abandoned'::text]))),
  constraint attempts_generation_id_fkey FOREIGN KEY (generation_id) REFERENCES generations(id),
  constraint attempts_pkey PRIMARY KEY (id),
  constraint attempts_generation_id_number_key UNIQUE (generation_id, number),
  constraint attempts_idempotency_key_key UNIQUE (idempotency_key)
);
CREATE INDEX attempts_by_time ON public.attempts USING btree (created_at) WHERE (cost_micros IS NOT NULL);

create table balances (
  account_id uuid not null,
  environment text not null,
  balance_micros bigint not null default 0,
  constraint balances_balance_micros_check CHECK ((balance_micros >= 0)),
  constraint balances_environment_check CHECK ((environment = ANY (ARRAY['test'::text, 'live'::text]))),
  constraint balances_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint balances_pkey PRIMARY KEY (account_id, environment)
);

create table deliveries (
  id uuid not null,
  account_id uuid not null,
  generation_id uuid,
  url text not null,
  body text not null,
  status text not null default 'pending'::text,
  attempts integer not null default 0,
  last_status integer,
  last_error text,
  created_at timestamp with time zone not null default now(),
  last_attempt_at timestamp with time zone,
  delivered_at timestamp with time zone,
  event text not null default 'generation'::text,
  environment text not null,
  tries_before_replay integer not null default 0,
  next_attempt_at timestamp with time zone,
  constraint deliveries_check CHECK (((event = 'generation'::text) = (generation_id IS NOT NULL))),
  constraint deliveries_environment_check CHECK ((environment = ANY (ARRAY['test'::text, 'live'::text]))),
  constraint deliveries_event_check CHECK ((event = ANY (ARRAY['generation'::text, 'test'::text]))),
  constraint deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'exhausted'::text, 'disabled'::text]))),
  constraint deliveries_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint deliveries_generation_id_fkey FOREIGN KEY (generation_id) REFERENCES generations(id),
  constraint deliveries_pkey PRIMARY KEY (id),
  constraint deliveries_generation_id_key UNIQUE (generation_id)
);
CREATE INDEX deliveries_listed ON public.deliveries USING btree (account_id, environment, created_at DESC, id DESC);
CREATE INDEX deliveries_open ON public.deliveries USING btree (created_at) WHERE (status = 'pending'::text);

create table delivery_tries (
  delivery_id uuid not null,
  number integer not null,
  started_at timestamp with time zone not null,
  milliseconds integer not null,
  http_status integer,
  error text,
  request_headers jsonb not null,
  response_headers jsonb,
  response_body text,
  constraint delivery_tries_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES deliveries(id),
  constraint delivery_tries_pkey PRIMARY KEY (delivery_id, number)
);
CREATE INDEX delivery_tries_started_at_idx ON public.delivery_tries USING btree (started_at);

create table engine_days (
  engine text not null,
  day date not null,
  spent_micros bigint not null default 0,
  constraint engine_days_spent_micros_check CHECK ((spent_micros >= 0)),
  constraint engine_days_pkey PRIMARY KEY (engine, day)
);

create table engine_health (
  engine text not null,
  model text not null,
  consecutive_faults integer not null default 0,
  tries integer not null default 0,
  fault_share double precision not null default 0,
  typical_seconds double precision,
  retry_at timestamp with time zone,
  rests integer not null default 0,
  probing_id uuid,
  probing_until timestamp with time zone,
  last_trouble text,
  updated_at timestamp with time zone not null default now(),
  constraint engine_health_pkey PRIMARY KEY (engine, model)
);

create table generations (
  id uuid not null,
  account_id uuid not null,
  api_key_id uuid not null,
  environment text not null,
  model text not null,
  mode text not null,
  engine text not null,
  prompt text not null,
  request jsonb not null,
  seed integer not null,
  duration_seconds integer,
  warnings jsonb not null default '[]'::jsonb,
  price_micros bigint not null,
  callback_url text,
  status text not null default 'pending'::text,
  failure text,
  failure_detail text,
  progress smallint not null default 0,
  fence integer not null default 0,
  outcome_unknown boolean not null default false,
  engine_report jsonb,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  deadline_at timestamp with time zone not null,
  inputs_ready boolean not null default true,
  open_rate_micros bigint,
  cancel_requested_at timestamp with time zone,
  deleted_at timestamp with time zone,
  test_directives jsonb,
  constraint generations_check CHECK (((status = 'failed'::text) = (failure IS NOT NULL))),
  constraint generations_check1 CHECK (((status = ANY (ARRAY['completed'::text, 'failed'::text])) = (completed_at IS NOT NULL))),
  constraint generations_check2 CHECK (((open_rate_micros IS NULL) OR ((duration_seconds IS NULL) AND (status <> 'completed'::text)))),
  constraint generations_environment_check CHECK ((environment = ANY (ARRAY['test'::text, 'live'::text]))),
  constraint generations_mode_check CHECK ((mode = ANY (ARRAY['text_to_video'::text, 'image_to_video'::text, 'motion_control'::text]))),
  constraint generations_progress_check CHECK (((progress >= 0) AND (progress <= 100))),
  constraint generations_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'processing'::text, 'completed'::text, 'failed'::text]))),
  constraint generations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint generations_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES api_keys(id),
  constraint generations_pkey PRIMARY KEY (id)
);
CREATE INDEX generations_ended ON public.generations USING btree (account_id, environment, completed_at, id) WHERE (completed_at IS NOT NULL);
CREATE INDEX generations_listed ON public.generations USING btree (account_id, environment, created_at DESC, id DESC);
CREATE INDEX generations_of_key ON public.generations USING btree (api_key_id, created_at);
CREATE INDEX generations_open ON public.generations USING btree (engine, status, created_at, id) WHERE (status = ANY (ARRAY['pending'::text, 'processing'::text]));
CREATE INDEX generations_pace ON public.generations USING btree (engine, mode, completed_at DESC) WHERE ((status = 'completed'::text) AND (test_directives IS NULL));

create table idempotency_keys (
  account_id uuid not null,
  environment text not null,
  key text not null,
  request_hash bytea not null,
  generation_id uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_keys_environment_check CHECK ((environment = ANY (ARRAY['test'::text, 'live'::text]))),
  constraint idempotency_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint idempotency_keys_pkey PRIMARY KEY (account_id, environment, key)
);
CREATE INDEX idempotency_keys_created_at_idx ON public.idempotency_keys USING btree (created_at);

create table inputs (
  generation_id uuid not null,
  role text not null,
  url text,
  asset_id uuid,
  position smallint not null default 0,
  constraint inputs_check CHECK (((url IS NOT NULL) OR (asset_id IS NOT NULL))),
  constraint inputs_position_check CHECK ((("position" >= 0) AND ("position" <= 9))),
  constraint inputs_role_check CHECK ((role = ANY (ARRAY['image'::text, 'reference_image'::text, 'reference_video'::text]))),
  constraint inputs_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint inputs_generation_id_fkey FOREIGN KEY (generation_id) REFERENCES generations(id),
  constraint inputs_pkey PRIMARY KEY (generation_id, role, "position")
);
CREATE INDEX inputs_asset_id_idx ON public.inputs USING btree (asset_id);

create table ledger_entries (
  id bigint not null generated always as identity,
  account_id uuid not null,
  environment text not null,
  generation_id uuid,
  kind text not null,
  amount_micros bigint not null,
  note text,
  created_at timestamp with time zone not null default now(),
  constraint ledger_entries_check CHECK (((kind = 'grant'::text) = (generation_id IS NULL))),
  constraint ledger_entries_environment_check CHECK ((environment = ANY (ARRAY['test'::text, 'live'::text]))),
  constraint ledger_entries_kind_check CHECK ((kind = ANY (ARRAY['grant'::text, 'hold'::text, 'settle'::text, 'release'::text]))),
  constraint ledger_entries_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint ledger_entries_pkey PRIMARY KEY (id)
);
CREATE INDEX ledger_entries_account_id_environment_id_idx ON public.ledger_entries USING btree (account_id, environment, id);
CREATE UNIQUE INDEX ledger_one_end ON public.ledger_entries USING btree (generation_id) WHERE (kind = ANY (ARRAY['settle'::text, 'release'::text]));
CREATE UNIQUE INDEX ledger_one_hold ON public.ledger_entries USING btree (generation_id) WHERE (kind = 'hold'::text);

create table removed_media (
  storage_key text not null,
  removed_at timestamp with time zone not null default now(),
  constraint removed_media_pkey PRIMARY KEY (storage_key)
);

create table schema_migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table settings (
  name text not null,
  value text not null,
  created_at timestamp with time zone not null default now(),
  constraint settings_pkey PRIMARY KEY (name)
);

create table slot_scopes (
  scope text not null,
  used integer not null default 0,
  constraint slot_scopes_used_check CHECK ((used >= 0)),
  constraint slot_scopes_pkey PRIMARY KEY (scope)
);

create table slots (
  scope text not null,
  generation_id uuid not null,
  taken_at timestamp with time zone not null default now(),
  constraint slots_generation_id_fkey FOREIGN KEY (generation_id) REFERENCES generations(id),
  constraint slots_pkey PRIMARY KEY (scope, generation_id)
);

create table webhook_secrets (
  account_id uuid not null,
  environment text not null,
  secret text not null,
  shown_at timestamp with time zone,
  previous_secret text,
  previous_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint webhook_secrets_check CHECK (((previous_secret IS NULL) = (previous_until IS NULL))),
  constraint webhook_secrets_environment_check CHECK ((environment = ANY (ARRAY['test'::text, 'live'::text]))),
  constraint webhook_secrets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint webhook_secrets_pkey PRIMARY KEY (account_id, environment)
);
