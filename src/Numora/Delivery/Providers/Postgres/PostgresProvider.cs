using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>Tables of the user's own PostgreSQL: the record and its lines in one transaction, found again by their key.</summary>
sealed class PostgresProvider(EgressRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve) : IProvider
{
    readonly PgConnector _connector = new(rules, resolve);

    public PostgresProvider(Egress egress)
        : this(egress.Rules, Dns.GetHostAddressesAsync)
    {
    }

    public string Name => "postgres";

    public IReadOnlyList<Fault> Check(JsonElement config, JsonElement? credentials)
    {
        var faults = new List<Fault>();
        Settings.Read<PgConfig>(config, "config", faults)?.Check(rules, faults);
        if (credentials is { } given)
            Settings.Read<PgCredentials>(given, "credentials", faults)?.Check(faults);
        return faults;
    }

    public IReadOnlyList<Fault> CheckMapping(MappingDefinition mapping, JsonElement config) =>
        PgMapping.Faults(mapping, Settings.Stored<PgConfig>(config));

    public JsonNode Preview(Push push) => PgMapping.Preview(push.Payload, Settings.Stored<PgConfig>(push.Target.Config));

    public async Task<TestAnswer> TestAsync(Target target, CancellationToken ct)
    {
        var answer = new TestAnswer(false, "");
        var refused = await RunAsync(target, readOnly: true, async (session, config, limit) =>
            answer = await PgProbe.RunAsync(session.Connection, config, limit), ct);
        return refused is null ? answer : new(false, ReasonOf(refused));
    }

    public async Task<FindAnswer> FindAsync(Push push, CancellationToken ct)
    {
        push.Log.Info($"Looking for the record in {push.Payload.Object} at {push.Target.DisplayName}.");
        (string ExternalId, bool Same)? found = null;
        var refused = await RunAsync(push.Target, readOnly: true, async (session, config, limit) =>
        {
            var plan = await PgPlan.MakeAsync(session.Connection, config, push.Payload, limit);
            found = await new PgWriter(session.Connection, plan).FindAsync(limit);
        }, ct);
        if (refused is PushAnswer.Refused)
        {
            // Sending again is safe, since it goes by the key, and tells the same in full.
            push.Log.Warning($"The record cannot be looked for: {ReasonOf(refused)}");
            return new FindAnswer.CannotLook();
        }

        if (refused is not null)
            return new FindAnswer.TryLater(CodeOf(refused), ReasonOf(refused), (refused as PushAnswer.TryLater)?.After);
        return found is var (id, same) ? new FindAnswer.Found(id, null, same) : new FindAnswer.Absent();
    }

    public async Task<PushAnswer> PushAsync(Push push, CancellationToken ct)
    {
        PgWritten? written = null;
        var refused = await RunAsync(push.Target, readOnly: false, async (session, config, limit) =>
        {
            var plan = await PgPlan.MakeAsync(session.Connection, config, push.Payload, limit);
            written = await new PgWriter(session.Connection, plan).WriteAsync(limit);
        }, ct);
        if (refused is not null)
            return refused;

        push.Log.Info($"{push.Target.DisplayName} committed the transaction.",
            new { written!.Outcome, written.LinesWritten });
        return new PushAnswer.Done(written.Id, null, written.Outcome);
    }

    public async Task<PushAnswer> AttachAsync(Push push, string externalId, CancellationToken ct)
    {
        var config = Settings.Stored<PgConfig>(push.Target.Config);
        if (config.FileColumn is not { } name)
            return new PushAnswer.NothingToDo("The destination has no column for files (config.file_column).");
        if (!push.Payload.AttachFile || push.Document.File is not { } file)
            return new PushAnswer.NothingToDo("The mapping attaches no file, or the document has none.");

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        var outcome = "unchanged";
        var refused = await RunAsync(push.Target, readOnly: false, async (session, _, limit) =>
        {
            var plan = await PgPlan.MakeAsync(session.Connection, config, push.Payload with { Lines = null }, limit);
            outcome = await PgFile.WriteAsync(session.Connection, plan, name, bytes.ToArray(), limit);
        }, ct);
        return refused ?? new PushAnswer.Done(externalId, null, outcome);
    }

    /// <summary>Does the work in a transaction of its own and commits it. Null where that was done.</summary>
    async Task<PushAnswer?> RunAsync(
        Target target, bool readOnly, Func<PgSession, PgConfig, CancellationToken, Task> work, CancellationToken ct)
    {
        var config = Settings.Stored<PgConfig>(target.Config);
        if (PgCredentials.PasswordOf(target.Credentials) is not { Length: > 0 } password)
            return new PushAnswer.Refused("credentials_rejected", "The destination has no password (credentials.password).");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(config.Timeout + Egress.ConnectTimeout);
        var committing = false;
        try
        {
            await using var session = await _connector.OpenAsync(config, password, limit.Token);
            await using var transaction = await session.BeginAsync(config, readOnly, limit.Token);
            await work(session, config, limit.Token);
            committing = !readOnly;
            await transaction.CommitAsync(limit.Token);
            return null;
        }
        catch (PgRefusedException e)
        {
            return new PushAnswer.Refused(e.Code, e.Message);
        }
        catch (Exception e) when (PgFault.IsTheirs(e))
        {
            ct.ThrowIfCancellationRequested();
            return committing ? PgFault.AtCommit(e, target.DisplayName) : PgFault.Of(e, target.DisplayName);
        }
    }

    static string CodeOf(PushAnswer answer) => answer switch
    {
        PushAnswer.Refused refused => refused.Code,
        PushAnswer.TryLater later => later.Code,
        PushAnswer.Unknown unknown => unknown.Code,
        _ => throw new InvalidOperationException($"{answer.GetType().Name} is no failure."),
    };

    static string ReasonOf(PushAnswer answer) => answer switch
    {
        PushAnswer.Refused refused => refused.Reason,
        PushAnswer.TryLater later => later.Reason,
        PushAnswer.Unknown unknown => unknown.Reason,
        _ => throw new InvalidOperationException($"{answer.GetType().Name} is no failure."),
    };
}
