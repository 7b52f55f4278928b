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

alter table documents
    add approval_number integer not null default 0 check (approval_number >= 0),
    -- The list that the outbox reads: schema, whether it is listed without a provider, and the providers it is held from.
    -- Null: not finalized. One index serves every question, and its cost is that of the page.
    add outbox_key text collate "C" check (char_length(outbox_key) <= 2000);
create index ix_documents_outbox on documents (workspace_id, outbox_key, updated_at, id) where outbox_key is not null;

create table destinations (
    id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    provider text not null,
    display_name text not null check (char_length(display_name) between 1 and 100),
    status text not null check (status in ('active', 'paused')),
    config jsonb not null,
    credentials text, -- encrypted (Platform/Secrets)
    created_at timestamptz not null,
    updated_at timestamptz not null,
    last_tested_at timestamptz
);
create index ix_destinations_workspace on destinations (workspace_id, id desc);

create table mappings (
    id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    schema text not null,
    destination_id text collate "C" not null references destinations on delete cascade,
    version integer not null check (version >= 1),
    updated_at timestamptz not null
);
create unique index ux_mappings_destination on mappings (destination_id, schema);

create table mapping_versions (
    mapping_id text collate "C" not null references mappings on delete cascade,
    version integer not null check (version >= 1),
    workspace_id text collate "C" not null references workspaces,
    definition jsonb not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (mapping_id, version)
);

create table workflows (
    id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    name text not null check (char_length(name) between 1 and 100),
    status text not null check (status in ('active', 'paused')),
    auto_dispatch boolean not null,
    version integer not null check (version >= 1),
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index ix_workflows_workspace on workflows (workspace_id, id desc);

create table workflow_versions (
    workflow_id text collate "C" not null references workflows on delete cascade,
    version integer not null check (version >= 1),
    workspace_id text collate "C" not null references workspaces,
    nodes jsonb not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (workflow_id, version)
);

-- Those of the current version: which documents go where.
create table workflow_bindings (
    workflow_id text collate "C" not null references workflows on delete cascade,
    schema text not null,
    destination_id text collate "C" not null references destinations,
    workspace_id text collate "C" not null references workspaces,
    is_default boolean not null,
    primary key (workflow_id, schema, destination_id)
);
create index ix_workflow_bindings_schema on workflow_bindings (workspace_id, schema);
create index ix_workflow_bindings_destination on workflow_bindings (destination_id);

create table runs (
    id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    workflow_id text collate "C" not null, -- no reference: a finished run outlives its workflow
    workflow_version integer not null,
    mapping_id text collate "C",
    mapping_version integer,
    document_id text collate "C" not null references documents on delete cascade,
    destination_id text collate "C" not null,
    provider text not null,
    delivers boolean not null,
    approval_number integer not null,
    status text not null check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    outcome text,
    trigger text not null,
    attempt integer not null check (attempt >= 0),
    nodes jsonb not null,
    request_id text,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    next_attempt_at timestamptz,
    failure_code text,
    failure_message text,
    external_record_id text,
    external_url text,
    constraint ck_runs_finished check ((status in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null)),
    constraint ck_runs_failure check ((status = 'failed') = (failure_code is not null))
);
-- Of racing dispatches one makes the run.
create unique index ux_runs_open on runs (document_id, destination_id) where status in ('queued', 'running');
create index ix_runs_workspace on runs (workspace_id, id desc);
create index ix_runs_status on runs (workspace_id, status, id desc);
create index ix_runs_document on runs (document_id, id desc);
create index ix_runs_workflow on runs (workflow_id, id desc);

create table run_logs (
    id bigint generated always as identity primary key,
    run_id text collate "C" not null references runs on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    at timestamptz not null,
    level text not null check (level in ('info', 'warning', 'error')),
    node_id text,
    attempt integer not null,
    message text not null,
    data jsonb
);
create index ix_run_logs_run on run_logs (run_id, id);

-- Where a document stands with one destination, or with one provider that is served from outside.
create table deliveries (
    id text collate "C" primary key,
    document_id text collate "C" not null references documents on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    provider text not null,
    destination_id text collate "C", -- null: served from outside; no reference: it outlives the destination
    approval_number integer not null,
    ended_status text check (ended_status in ('succeeded', 'failed', 'skipped')),
    ended_at timestamptz,
    run_id text collate "C",
    pending boolean not null,
    failures integer not null check (failures >= 0),
    hidden boolean not null,
    hidden_until timestamptz,
    external_record_id text,
    external_url text,
    error_code text,
    error_message text
);
create unique index ux_deliveries_document on deliveries (document_id, provider, coalesce(destination_id, ''));

create table delivery_attempts (
    id text collate "C" primary key,
    document_id text collate "C" not null references documents on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    provider text not null,
    destination_id text collate "C",
    source text not null check (source in ('managed', 'external')),
    execution_id text check (char_length(execution_id) between 1 and 200),
    run_id text collate "C",
    approval_number integer not null,
    status text not null check (status in ('succeeded', 'failed', 'skipped')),
    attempted_at timestamptz not null,
    recorded_at timestamptz not null,
    external_record_id text,
    external_url text,
    error_code text,
    error_message text
);
create unique index ux_delivery_attempts_execution on delivery_attempts (document_id, execution_id) where execution_id is not null;
create unique index ux_delivery_attempts_run on delivery_attempts (run_id) where run_id is not null;
create index ix_delivery_attempts_document on delivery_attempts (document_id, id);

do $$
declare
    tenant text;
begin
    foreach tenant in array array['destinations', 'mappings', 'mapping_versions', 'workflows', 'workflow_versions',
        'workflow_bindings', 'runs', 'run_logs', 'deliveries', 'delivery_attempts'] loop
        execute format('alter table %I enable row level security', tenant);
        execute format('create policy workspace on %I to numora_app '
            'using (workspace_id = current_setting(''app.workspace'', true)) '
            'with check (workspace_id = current_setting(''app.workspace'', true))', tenant);
        execute format('grant select, insert, update, delete on %I to numora_app', tenant);
    end loop;
end $$;
