-- Vendor memory: what was read off documents word by word, and what reviews of them have taught.

create table document_words (
    document_id text collate "C" primary key references documents on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    packed bytea not null check (octet_length(packed) between 1 and 8388608),
    keys text[] not null,
    print integer[] not null
);
-- Compressed already.
alter table document_words alter column packed set storage external;

-- One for each document that taught something; its parts go with it, and it goes with the document.
create table taught_layouts (
    document_id text collate "C" primary key references documents on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    schema text not null check (schema in ('invoice_v2', 'receipt_v1', 'contract_v1')),
    vendor text check (char_length(vendor) <= 2000),
    print integer[] not null,
    anchors bytea not null,
    taught_at timestamptz not null,
    actor text not null,
    actor_key_id text collate "C"
);
alter table taught_layouts alter column anchors set storage external;

-- By which documents of the same vendor or layout are found.
create table taught_keys (
    workspace_id text collate "C" not null references workspaces,
    key text collate "C" not null check (char_length(key) between 1 and 200),
    document_id text collate "C" not null references taught_layouts on delete cascade,
    primary key (workspace_id, key, document_id)
);
create index ix_taught_keys_document on taught_keys (document_id);

create table memories (
    id text collate "C" primary key,
    workspace_id text collate "C" not null references workspaces,
    document_id text collate "C" not null references taught_layouts on delete cascade,
    schema text not null,
    field text not null,
    taught jsonb not null,
    taught_at timestamptz not null
);
create index ix_memories_workspace on memories (workspace_id, id desc);
create index ix_memories_field on memories (workspace_id, field, id desc);
create index ix_memories_document on memories (document_id, id desc);

-- Reviews that spoke against a memory; two retire it.
create table memory_contradictions (
    memory_id text collate "C" not null references memories on delete cascade,
    document_id text collate "C" not null references documents on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    primary key (memory_id, document_id)
);
create index ix_memory_contradictions_document on memory_contradictions (document_id);

do $$
declare
    tenant text;
begin
    foreach tenant in array array['document_words', 'taught_layouts', 'taught_keys', 'memories', 'memory_contradictions'] loop
        execute format('alter table %I enable row level security', tenant);
        execute format('create policy workspace on %I to numora_app '
            'using (workspace_id = current_setting(''app.workspace'', true)) '
            'with check (workspace_id = current_setting(''app.workspace'', true))', tenant);
        execute format('grant select, insert, update, delete on %I to numora_app', tenant);
    end loop;
end $$;
