-- People who sign in with a browser. They belong to the installation; a membership lets one into a workspace.

create table people (
    id text collate "C" primary key,
    -- In lower case: nobody has two accounts by writing an address in two ways.
    email text not null unique check (char_length(email) between 3 and 254 and email = lower(email)),
    name text not null check (char_length(name) between 1 and 100),
    password_hash text,
    installation_role text check (installation_role in ('observer', 'operator')),
    -- Sessions carry it as it was: a new one ends them all.
    security_stamp text collate "C" not null,
    created_at timestamptz not null,
    disabled_at timestamptz,
    last_sign_in_at timestamptz,
    -- Encrypted (Data Protection); it counts once a code of it was confirmed.
    authenticator_key text,
    two_factor_at timestamptz,
    -- The 30 s step of the last code taken: a code works once.
    last_code_step bigint not null default 0,
    recovery_codes text[] not null default '{}',
    -- Issuer and subject at the OpenID Connect provider.
    external_id text collate "C" unique check (char_length(external_id) <= 600),
    constraint ck_people_two_factor check (two_factor_at is null or authenticator_key is not null)
);

create table memberships (
    person_id text collate "C" not null references people on delete cascade,
    workspace_id text collate "C" not null references workspaces,
    role text not null check (role in ('viewer', 'reviewer', 'operator', 'admin')),
    created_at timestamptz not null,
    primary key (person_id, workspace_id)
);
create index ix_memberships_workspace on memberships (workspace_id, person_id);

create table sessions (
    id text collate "C" primary key,
    person_id text collate "C" not null references people on delete cascade,
    stamp text collate "C" not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    user_agent text not null check (char_length(user_agent) <= 201)
);
create index ix_sessions_person on sessions (person_id, id desc);
create index ix_sessions_seen on sessions (seen_at);

-- What a link proves that was handed to somebody: by the hash of its token, once, until it expires.
create table person_links (
    hash bytea primary key check (octet_length(hash) = 32),
    kind text not null check (kind in ('setup', 'invitation', 'password')),
    email text check (char_length(email) between 3 and 254 and email = lower(email)),
    person_id text collate "C" references people on delete cascade,
    workspace_id text collate "C" references workspaces,
    role text check (role in ('viewer', 'reviewer', 'operator', 'admin')),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint ck_person_links_kind check (case kind
        when 'setup' then num_nonnulls(email, person_id, workspace_id, role) = 0
        when 'invitation' then person_id is null and num_nulls(email, workspace_id, role) = 0
        else person_id is not null and num_nonnulls(email, workspace_id, role) = 0 end)
);
create index ix_person_links_workspace on person_links (workspace_id, created_at) where workspace_id is not null;
create index ix_person_links_person on person_links (person_id) where person_id is not null;
create index ix_person_links_expires on person_links (expires_at);

-- Tries with a password or a code since the last right one, of accounts that exist and of those that do not alike.
create table sign_in_attempts (
    account bytea primary key check (octet_length(account) = 32),
    attempts integer not null check (attempts >= 1),
    ends_at timestamptz not null
);
create index ix_sign_in_attempts_ends on sign_in_attempts (ends_at);

-- Who may enter a workspace is seen from inside it; people, sessions and attempts are seen by the service alone.
do $$
declare
    tenant text;
begin
    foreach tenant in array array['memberships', 'person_links'] loop
        execute format('alter table %I enable row level security', tenant);
        execute format('create policy workspace on %I to numora_app '
            'using (workspace_id = current_setting(''app.workspace'', true)) '
            'with check (workspace_id = current_setting(''app.workspace'', true))', tenant);
        execute format('grant select on %I to numora_app', tenant);
    end loop;
end $$;
