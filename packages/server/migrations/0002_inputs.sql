-- Pictures and videos that a generation is made from, and prices that are only known once a driver video is measured.

-- One row per input that a request named.
create table inputs (
  generation_id uuid not null references generations,
  role text not null check (role in ('image', 'reference_image', 'reference_video')),
  -- where the caller says that it is; null when its bytes came with the request
  url text,
  -- the stored bytes, inspected and found usable; null until then
  asset_id uuid references assets,
  primary key (generation_id, role),
  check (url is not null or asset_id is not null)
);

alter table generations
  -- false while an input still has to be downloaded and inspected; until then it takes no place of an engine
  add column inputs_ready boolean not null default true,
  -- US dollars a second in millionths, agreed on at submit, while the seconds are not known; price_micros is then the
  -- most that it can cost, which is held
  add column open_rate_micros bigint,
  add check (open_rate_micros is null or (duration_seconds is null and status <> 'completed'));
