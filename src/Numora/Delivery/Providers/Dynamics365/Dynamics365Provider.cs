using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>Microsoft Dynamics 365 and every other application on Dataverse, through its Web API.</summary>
sealed class Dynamics365Provider(Egress egress, TimeProvider time) : IProvider
{
    /// <summary>For the whole of a connection test.</summary>
    static readonly TimeSpan TestTimeout = TimeSpan.FromSeconds(20);

    readonly AccessTokens _tokens = new(egress, time);
    readonly Tables _tables = new(time);

    public string Name => "dynamics365";

    public IReadOnlyList<Fault> Check(JsonElement config, JsonElement? credentials) =>
        new Dynamics365Rules(egress).Check(config, credentials);

    public IReadOnlyList<Fault> CheckMapping(MappingDefinition mapping, JsonElement config) => MappingRules.Check(mapping);

    public JsonNode Preview(Push push)
    {
        var config = Settings.Stored<Dynamics365Config>(push.Target.Config);
        return PushPreview.Of(
            push, _tables.Known(config.Resource!.TrimEnd('/'), push.Payload.Object), Organization.ApiPathOf(config));
    }

    public async Task<TestAnswer> TestAsync(Target target, CancellationToken ct)
    {
        var organization = Organization.Of(target);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(TestTimeout);
        try
        {
            var client = new DataverseClient(egress, _tokens, time, organization, log: null);
            var answer = await client.SucceedAsync(
                new(HttpMethod.Get, $"{organization.ApiPath}/WhoAmI", "to say who the application user is", Writes: false), late.Token);
            return answer.Json is { } who && who.Text("UserId") is { } user && who.Text("OrganizationId") is { } id
                ? new(true, $"Connected to {organization.Host} as user {user} of the organization {id}.")
                : new(false, $"{organization.Host} answered, but not as Dataverse does. Is config.resource right?");
        }
        catch (DataverseStop stop)
        {
            return new(false, stop.Answer.Reason());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(false, $"{organization.Host} did not answer within {TestTimeout.TotalSeconds:0} seconds.");
        }
    }

    public async Task<FindAnswer> FindAsync(Push push, CancellationToken ct)
    {
        try
        {
            return await new RecordComparison(Client(push), _tables, push).FindAsync(ct);
        }
        catch (DataverseStop stop) when (stop.Answer is PushAnswer.TryLater later)
        {
            return new FindAnswer.TryLater(later.Code, later.Reason, later.After);
        }
        catch (DataverseStop stop)
        {
            // Sending again under the same key makes no second record, and its refusal is the one that counts.
            push.Log.Warning($"The record could not be looked for: {stop.Answer.Reason()}");
            return new FindAnswer.CannotLook();
        }
    }

    public Task<PushAnswer> PushAsync(Push push, CancellationToken ct) =>
        StoppedAsync(new RecordPush(Client(push), _tables, push).WriteAsync(ct));

    public async Task<PushAnswer> AttachAsync(Push push, string externalId, CancellationToken ct) => push.Document.File is { } file
        ? await StoppedAsync(new Attachment(Client(push), _tables, push).WriteAsync(file, externalId, ct))
        : new PushAnswer.NothingToDo("The document has no file.");

    static async Task<PushAnswer> StoppedAsync(Task<PushAnswer> write)
    {
        try
        {
            return await write;
        }
        catch (DataverseStop stop)
        {
            return stop.Answer;
        }
    }

    DataverseClient Client(Push push) => new(egress, _tokens, time, Organization.Of(push.Target), push.Log);
}
