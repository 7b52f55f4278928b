-- Delivery: destinations and their secrets, mappings, workflows, runs, and the state of each delivery of a document.

-- Data Protection's keys, wrapped by Numora__Secrets__Key. The service's own: no tenant sees them.
create table key_ring (
    id bigint generated always as identity primary key,
    name text not null,
    xml text not null,
    created_at timestamptz not null default now()
);

-- Jobs of one lane (an endpoint, a destination) share a limit, so that a slow one delays no other.
alter table jobs add lane text collate "C";
create index ix_jobs_ready_lane on jobs (kind, lane, run_at, id) where state = 'ready' and lane is not null;
grant update on jobs to numora_app; -- a run or a webhook puts its own job back in the transaction of its effect
