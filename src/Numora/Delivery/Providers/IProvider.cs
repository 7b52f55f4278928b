using System.Text.Json;
using Numora.Delivery.Mappings;
using Numora.Delivery.Runs;

namespace Numora.Delivery.Providers;

/// <summary>
/// One kind of system that confirmed data is delivered to. A new one is a class and a line in <see cref="ProviderSetup"/>.
/// </summary>
interface IProvider
{
    /// <summary>The name in the API and in stored rows, e.g. <c>dynamics365</c>. Never renamed.</summary>
    string Name { get; }

    /// <summary>All that is wrong with a destination's settings, by member: <c>config.url</c>. Connects to nothing.</summary>
    /// <param name="credentials">Null where none were given.</param>
    IReadOnlyList<Fault> Check(JsonElement config, JsonElement? credentials);

    /// <summary>All that this provider cannot do of a mapping, beyond what every mapping must hold. Connects to nothing.</summary>
    IReadOnlyList<Fault> CheckMapping(MappingDefinition mapping, JsonElement config);

    /// <summary>The exact body, or rows, that would be sent, for the preview; sends nothing.</summary>
    System.Text.Json.Nodes.JsonNode Preview(Push push);

    /// <summary>Connects as a push would and says what came of it. Writes nothing that stays.</summary>
    Task<TestAnswer> TestAsync(Target target, CancellationToken ct);

    /// <summary>
    /// Looks for the document's record by its key. Asked after a push whose answer was lost, before anything is sent again.
    /// </summary>
    Task<FindAnswer> FindAsync(Push push, CancellationToken ct);

    /// <summary>
    /// Writes the record with its lines. May be called again after a crash or by a new run:
    /// <see cref="Push.IdempotencyKey"/> and the payload's key are the same then, so that one record results. Whatever the
    /// other side says is a <see cref="PushAnswer"/>; an exception is our bug, or a cancellation.
    /// </summary>
    Task<PushAnswer> PushAsync(Push push, CancellationToken ct);

    /// <summary>
    /// Adds the document's file to the record; once, however often it is called. <see cref="PushAnswer.NothingToDo"/> where
    /// the push has brought the file already, or the destination has no place for it.
    /// </summary>
    Task<PushAnswer> AttachAsync(Push push, string externalId, CancellationToken ct);
}

/// <summary>A destination, as its provider sees it.</summary>
/// <param name="Credentials">Decrypted; undefined (<see cref="JsonValueKind.Undefined"/>) where there are none.</param>
sealed record Target(string Id, string DisplayName, JsonElement Config, JsonElement Credentials);

/// <summary>What is to be delivered where.</summary>
/// <param name="IdempotencyKey">One for this document, destination and approval, over all attempts and runs.</param>
sealed record Push(Target Target, Payload Payload, PushDocument Document, string IdempotencyKey, RunLog Log);

/// <summary>The outcome of one attempt.</summary>
abstract record PushAnswer
{
    PushAnswer() { } // closed: these and no others

    /// <summary>The record is there.</summary>
    /// <param name="ExternalId">The record's id over there.</param>
    /// <param name="Url">Where a person can look at it, if that is known.</param>
    /// <param name="Outcome"><c>created</c>, <c>updated</c>, <c>unchanged</c>, or <c>written</c> where that is not told.</param>
    public sealed record Done(string ExternalId, string? Url, string Outcome) : PushAnswer;

    /// <summary>There was nothing to do; why, as a sentence.</summary>
    public sealed record NothingToDo(string Reason) : PushAnswer;

    /// <summary>Final: the other side said no, or nothing could be sent. A person decides.</summary>
    public sealed record Refused(string Code, string Reason) : PushAnswer;

    /// <summary>Nothing was written; again later.</summary>
    /// <param name="After">As the other side asked for; null: our own schedule.</param>
    public sealed record TryLater(string Code, string Reason, TimeSpan? After = null) : PushAnswer;

    /// <summary>It was sent, and no answer that settles it came: it may be there or not. Looked up before it is sent again.</summary>
    /// <param name="After">As the other side asked for; null: our own schedule.</param>
    public sealed record Unknown(string Code, string Reason, TimeSpan? After = null) : PushAnswer;
}

/// <summary>What the destination has under the document's key.</summary>
abstract record FindAnswer
{
    FindAnswer() { } // closed

    /// <param name="Same">Whether it holds what would be sent; otherwise it is sent again, over it.</param>
    public sealed record Found(string ExternalId, string? Url, bool Same) : FindAnswer;

    public sealed record Absent : FindAnswer;

    /// <summary>The destination cannot be asked, e.g. a plain HTTP endpoint: sent again under the same key.</summary>
    public sealed record CannotLook : FindAnswer;

    /// <summary>Asking failed for now.</summary>
    public sealed record TryLater(string Code, string Reason, TimeSpan? After = null) : FindAnswer;
}

/// <param name="Detail">What was reached, or why not: for the person who set it up, with the other side's own words.</param>
sealed record TestAnswer(bool Ok, string Detail);
