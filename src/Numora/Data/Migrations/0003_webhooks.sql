-- Webhooks: endpoints, and what was sent to them. Deliveries name documents by id only: erasing a document leaves nothing of it.

create table webhook_endpoints (
    id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    url text not null check (char_length(url) between 1 and 2000),
    event_types text[] not null check (cardinality(event_types) >= 1),
    description text check (char_length(description) <= 500),
    secret text not null, -- encrypted, as is the one before it
    previous_secret text,
    previous_secret_until timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    disabled_at timestamptz,
    disabled_reason text,
    last_success_at timestamptz,
    last_failure_at timestamptz,
    last_failure text,
    failing_since timestamptz,
    constraint ck_webhook_endpoints_disabled check ((disabled_at is null) = (disabled_reason is null)),
    constraint ck_webhook_endpoints_previous check ((previous_secret is null) = (previous_secret_until is null))
);
create index ix_webhook_endpoints_workspace on webhook_endpoints (workspace_id, id desc);

-- No foreign key to the endpoint: a document must not fail to change because an endpoint goes at the same moment. What is
-- left over then is deleted by its job.
create table webhook_deliveries (
    id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    endpoint_id text collate "C" not null,
    event_id text collate "C" not null,
    event_type text not null,
    document_id text collate "C",
    body bytea not null, -- the very bytes that are signed and sent
    status text not null check (status in ('pending', 'succeeded', 'failed', 'stopped')),
    reason text,
    attempt_count integer not null check (attempt_count >= 0),
    schedule_step integer not null check (schedule_step >= 0),
    attempts jsonb not null default '[]',
    next_attempt_at timestamptz,
    created_at timestamptz not null,
    ended_at timestamptz,
    constraint ux_webhook_deliveries_event unique (event_id, endpoint_id),
    constraint ck_webhook_deliveries_ended check ((status = 'pending') = (ended_at is null)),
    constraint ck_webhook_deliveries_reason check ((status in ('failed', 'stopped')) = (reason is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
create index ix_webhook_deliveries_endpoint on webhook_deliveries (endpoint_id, id desc);
create index ix_webhook_deliveries_status on webhook_deliveries (endpoint_id, status, id desc);
create index ix_webhook_deliveries_ended on webhook_deliveries (ended_at) where ended_at is not null;

do $$
declare
    tenant text;
begin
    foreach tenant in array array['webhook_endpoints', 'webhook_deliveries'] loop
        execute format('alter table %I enable row level security', tenant);
        execute format('create policy workspace on %I to numora_app '
            'using (workspace_id = current_setting(''app.workspace'', true)) '
            'with check (workspace_id = current_setting(''app.workspace'', true))', tenant);
        execute format('grant select, insert, update, delete on %I to numora_app', tenant);
    end loop;
end $$;
