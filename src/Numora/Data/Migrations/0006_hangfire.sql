-- Jobs run on Hangfire (schema "hangfire", which its own installer has made by now: Platform/Jobs/HangfireSchema.cs).
-- The rows of "jobs" stay the truth: what is owed, when, how often it was tried, and who holds it. A Hangfire job only says
-- "look at this row". It comes into being in the transaction of its row, whoever inserts that.

alter table jobs add column hangfire_id bigint; -- the Hangfire job that carries it; null: its lane's does
alter table jobs add column trace_parent text check (char_length(trace_parent) <= 55); -- W3C Trace Context, traceparent
create index ix_jobs_hangfire on jobs (hangfire_id) where hangfire_id is not null;
create index ix_jobs_due on jobs (run_at) where state = 'ready';

-- Webhooks: one Hangfire job for each endpoint that has something to send, started after the commit. A row in the
-- transactions of documents would make those of one endpoint wait for each other.
create table job_lanes (
    lane text collate "C" primary key,
    hangfire_id bigint not null,
    due_at timestamptz not null -- -infinity: it is queued or at work
);

-- As Hangfire's client writes times: 2026-11-30T20:55:57.9805140Z.
create function hangfire_time(at timestamptz) returns text language sql
    as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"') $$;

-- What Hangfire's client writes for a new job (schema version 23), in one go.
create function add_hangfire_job(method text, parameters jsonb, arguments jsonb, queue text, due timestamptz) returns bigint
    language plpgsql security definer set search_path from current as $$
declare
    job_id bigint;
    later constant boolean := due > clock_timestamp();
    word constant text := case when later then 'Scheduled' else 'Enqueued' end;
    now_text constant text := hangfire_time(clock_timestamp());
    state_id bigint;
begin
    insert into hangfire.job (statename, invocationdata, arguments, createdat)
    values (word, jsonb_build_object('Type', 'Numora.Platform.Jobs.BackgroundJobs, Numora', 'Method', method,
        'ParameterTypes', parameters::text), arguments, clock_timestamp())
    returning id into job_id;
    insert into hangfire.state (jobid, name, createdat, data)
    values (job_id, word, clock_timestamp(), case when later
        then jsonb_build_object('EnqueueAt', hangfire_time(due), 'ScheduledAt', now_text)
        else jsonb_build_object('EnqueuedAt', now_text, 'Queue', queue) end)
    returning id into state_id;
    update hangfire.job set stateid = state_id where id = job_id;
    if later then
        insert into hangfire.set (key, value, score) values ('schedule', job_id::text, floor(extract(epoch from due)));
    else
        insert into hangfire.jobqueue (jobid, queue) values (job_id, queue);
    end if;
    return job_id;
end $$;

-- One method for each kind (Platform/Jobs/BackgroundJobs.cs), so that the dashboard shows names that people understand.
create function add_hangfire_job(job jobs) returns bigint
    language plpgsql security definer set search_path from current as $$
declare
    method constant text := case job.kind
        when 'fetch' then 'Fetch'
        when 'extract' then 'Read'
        when 'run' then 'Deliver'
        when 'auto_dispatch' then 'Dispatch'
        when 'reappear' then 'Reappear'
    end;
    queue constant text := case job.kind when 'fetch' then 'fetch' when 'extract' then 'extract' else 'delivery' end;
begin
    if method is null then
        raise exception 'no Hangfire job is known for the kind %', job.kind;
    end if;
    return add_hangfire_job(method,
        '["System.Int64", "System.String", "System.Threading.CancellationToken, mscorlib"]',
        jsonb_build_array(job.id::text, to_jsonb(job.subject)::text, null), queue, job.run_at);
end $$;

create function queue_job() returns trigger
    language plpgsql security definer set search_path from current as $$
begin
    if new.kind <> 'webhook' then
        new.hangfire_id := add_hangfire_job(new);
    end if;
    return new;
end $$;

create trigger queue_job before insert on jobs for each row execute function queue_job();

-- A Hangfire job that will not do its work any more, e.g. because its host died: another took its place.
create function drop_hangfire_job(old bigint, reason text) returns void
    language plpgsql security definer set search_path from current as $$
declare
    state_id bigint;
begin
    delete from hangfire.jobqueue where jobid = old;
    delete from hangfire.set where key in ('schedule', 'retries') and value = old::text;
    perform from hangfire.job where id = old and statename not in ('Deleted', 'Failed', 'Succeeded') for update;
    if found then
        insert into hangfire.state (jobid, name, reason, createdat, data) values (old, 'Deleted', reason, clock_timestamp(),
            jsonb_build_object('DeletedAt', hangfire_time(clock_timestamp())))
        returning id into state_id;
        update hangfire.job set stateid = state_id, statename = 'Deleted', expireat = clock_timestamp() + interval '1 h'
        where id = old;
    end if;
end $$;

-- Gives a row a new Hangfire job in place of the one that hangs, was deleted or has expired.
create function renew_hangfire_job(wanted bigint) returns boolean
    language plpgsql security definer set search_path from current as $$
declare
    job jobs;
    next bigint;
begin
    select * into job from jobs where id = wanted for update;
    if not found or job.kind = 'webhook' then
        return false;
    end if;
    job.run_at := least(job.run_at, now());
    next := add_hangfire_job(job);
    perform drop_hangfire_job(job.hangfire_id, format('Job %s goes on with it.', next));
    update jobs set hangfire_id = next where id = wanted;
    return true;
end $$;

-- Starts the job that drains a lane, unless one is at work or comes soon enough. To be called after the commit.
create function drain_lane(wanted text, due timestamptz default '-infinity') returns boolean
    language plpgsql security definer set search_path from current as $$
begin
    insert into job_lanes as l (lane, hangfire_id, due_at) values (wanted, 0, due)
    on conflict (lane) do update set due_at = excluded.due_at where l.due_at > excluded.due_at;
    if not found then
        return false;
    end if;
    update job_lanes set hangfire_id = add_hangfire_job('DeliverWebhooks',
        '["System.String", "Hangfire.Server.PerformContext, Hangfire.Core", "System.Threading.CancellationToken, mscorlib"]',
        jsonb_build_array(to_jsonb(wanted)::text, null, null), 'webhooks', due)
    where lane = wanted;
    return true;
end $$;

-- The end of a lane's Hangfire job, unless there is something to do: null when it is over, else how long until the next job
-- is due. The lane's row is locked before the look, and drain_lane waits for it: a job that is committed after the look makes
-- another Hangfire job. In one statement the look could be older than the lock.
create function leave_lane(wanted text, mine bigint) returns interval
    language plpgsql security definer set search_path from current as $$
declare
    due timestamptz;
begin
    perform from job_lanes where lane = wanted and hangfire_id = mine for update;
    if not found then
        return null; -- another took over
    end if;
    select min(case state when 'ready' then run_at else lease_until end) into due
    from jobs where kind = 'webhook' and lane = wanted;
    if due is null then
        delete from job_lanes where lane = wanted;
    elsif due > clock_timestamp() then
        update job_lanes set due_at = due where lane = wanted;
    end if;
    return due - clock_timestamp();
end $$;

create function renew_lane(wanted text) returns boolean
    language plpgsql security definer set search_path from current as $$
declare
    old bigint;
begin
    delete from job_lanes where lane = wanted returning hangfire_id into old;
    if old is not null then
        perform drop_hangfire_job(old, 'Another job goes on with it.');
    end if;
    return drain_lane(wanted);
end $$;

revoke execute on function add_hangfire_job(text, jsonb, jsonb, text, timestamptz), add_hangfire_job(jobs), queue_job(),
    drop_hangfire_job(bigint, text), renew_hangfire_job(bigint), drain_lane(text, timestamptz), leave_lane(text, bigint),
    renew_lane(text) from public;

-- What was open under the release before goes on.
update jobs j set hangfire_id = add_hangfire_job(j) where kind <> 'webhook';
select drain_lane(lane) from (select distinct lane from jobs where kind = 'webhook' and lane is not null) open;
