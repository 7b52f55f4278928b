-- Whether the values of a document agree with each other, and why it was not approved by itself.

alter table documents add column blockers jsonb not null default '[]';

alter table document_results
    add column checks jsonb not null default '[]',
    -- What the document as a whole adds or takes off; the checks need it and no field holds it.
    add column charges jsonb not null default '[]';
