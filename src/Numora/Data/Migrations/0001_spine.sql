-- The spine: workspaces and keys, documents with their files, results and trail, and the jobs that move them.
-- Tenant tables carry workspace_id and row-level security: a session that has not said app.workspace sees no row.

create table instance (
    only_row boolean primary key default true check (only_row),
    -- Signs list cursors, so that every host on this database can read them. It guards no data.
    cursor_key bytea not null default sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea),
    created_at timestamptz not null default now()
);
insert into instance default values;

create table workspaces (
    id text collate "C" primary key,
    name text not null unique check (char_length(name) between 1 and 100),
    auto_approve jsonb not null default '{}',
    created_at timestamptz not null
);

create table api_keys (
    id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    name text not null check (char_length(name) between 1 and 100),
    scopes text[] not null,
    test boolean not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
);
create index ix_api_keys_workspace on api_keys (workspace_id, id desc);

-- A key has one secret, and for the grace time after a rotation the one before as well.
create table api_key_secrets (
    prefix text collate "C" primary key,
    key_id text collate "C" not null references api_keys on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    hash bytea not null check (octet_length(hash) = 32),
    expires_at timestamptz
);
create index ix_api_key_secrets_key on api_key_secrets (key_id);

create table documents (
    id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    requested_schema text not null check (requested_schema in ('invoice_v2', 'receipt_v1', 'contract_v1', 'auto')),
    schema text not null check (schema in ('invoice_v2', 'receipt_v1', 'contract_v1', 'auto')),
    status text not null check (status in ('processing', 'review_required', 'reviewed', 'push_pending',
        'push_succeeded', 'push_failed', 'failed')),
    external_id text check (char_length(external_id) between 1 and 200),
    metadata json not null default '{}',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    file_url text check (char_length(file_url) <= 2000),
    file_name text check (char_length(file_name) <= 255),
    file_content_type text,
    file_size bigint check (file_size >= 0),
    file_sha256 text collate "C" check (char_length(file_sha256) = 64),
    page_count integer check (page_count >= 0),
    review_state jsonb,
    approvals jsonb not null default '[]',
    identity_key text,
    duplicate_of text collate "C" references documents on delete set null,
    warnings jsonb not null default '[]',
    failure_code text,
    failure_message text,
    constraint ck_documents_failure check ((status = 'failed') = (failure_code is not null)),
    constraint ck_documents_file check (num_nonnulls(file_name, file_content_type, file_size, file_sha256) in (0, 4)),
    constraint ck_documents_schema_found check (schema <> 'auto' or status in ('processing', 'failed'))
);
create unique index ux_documents_external_id on documents (workspace_id, requested_schema, external_id)
    where external_id is not null;
create index ix_documents_workspace on documents (workspace_id, id desc);
create index ix_documents_status on documents (workspace_id, status, id desc);
create index ix_documents_external_id on documents (workspace_id, external_id) where external_id is not null;
create index ix_documents_sha256 on documents (workspace_id, file_sha256, id) where file_sha256 is not null;
create index ix_documents_identity on documents (workspace_id, schema, identity_key, id) where identity_key is not null;
create index ix_documents_duplicate_of on documents (duplicate_of) where duplicate_of is not null;
create index ix_documents_processing on documents (updated_at) where status = 'processing';

create table document_results (
    document_id text collate "C" primary key references documents on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    fields jsonb not null,
    line_items jsonb not null,
    next_line_number integer not null check (next_line_number >= 1)
);

create table file_chunks (
    document_id text collate "C" not null references documents on delete cascade,
    number integer not null check (number >= 0),
    workspace_id text collate "C" not null references workspaces,
    bytes bytea not null check (octet_length(bytes) between 1 and 1048576),
    primary key (document_id, number)
);
-- The files are compressed already; out of line and as they are makes reading cheap.
alter table file_chunks alter column bytes set storage external;

create table document_events (
    id text collate "C" primary key,
    document_id text collate "C" not null references documents on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    type text not null,
    status text not null,
    actor text not null,
    actor_key_id text collate "C",
    at timestamptz not null,
    request_id text,
    data jsonb
);
create index ix_document_events_document on document_events (document_id, id);

-- What is left of an erased document: that there was one.
create table document_tombstones (
    document_id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    created_at timestamptz not null,
    erased_at timestamptz not null
);

create table jobs (
    id bigint generated always as identity primary key,
    kind text not null,
    subject text collate "C" not null,
    workspace_id text collate "C" references workspaces,
    request_id text,
    state text not null default 'ready' check (state in ('ready', 'running')),
    run_at timestamptz not null default now(),
    attempts integer not null default 0 check (attempts >= 0),
    lease_until timestamptz,
    lease_token uuid,
    last_error text,
    created_at timestamptz not null default now(),
    constraint ck_jobs_lease check ((state = 'running') = (lease_until is not null and lease_token is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
-- A finished job's row is deleted, so every row is open and the pair is unique while it is.
create unique index ux_jobs_kind_subject on jobs (kind, subject);
create index ix_jobs_ready on jobs (kind, run_at, id) where state = 'ready';
create index ix_jobs_running on jobs (lease_until) where state = 'running';

-- The role that serves tenants: it owns nothing and does not bypass row-level security.
do $$
begin
    if not exists (select from pg_roles where rolname = 'numora_app') then
        create role numora_app nologin nobypassrls;
    end if;
    execute format('grant numora_app to %I', current_user);
exception
    -- Another database of this server is being migrated at the same moment.
    when duplicate_object or unique_violation then null;
end $$;

do $$
declare
    tenant text;
begin
    execute format('grant usage on schema %I to numora_app', current_schema());
    foreach tenant in array array['api_keys', 'api_key_secrets', 'documents', 'document_results', 'file_chunks',
        'document_events', 'document_tombstones', 'jobs'] loop
        execute format('alter table %I enable row level security', tenant);
        execute format('create policy workspace on %I to numora_app '
            'using (workspace_id = current_setting(''app.workspace'', true)) '
            'with check (workspace_id = current_setting(''app.workspace'', true))', tenant);
        execute format('grant select, insert, delete on %I to numora_app', tenant);
        if tenant <> 'jobs' then -- claimed and put back by the service itself
            execute format('grant update on %I to numora_app', tenant);
        end if;
    end loop;
end $$;

alter table workspaces enable row level security;
create policy workspace on workspaces to numora_app
    using (id = current_setting('app.workspace', true));
grant select, update on workspaces to numora_app;
grant select on instance to numora_app;
