using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Delivery.Workflows;

/// <summary>A workflow as it is sent and shown.</summary>
/// <param name="AutoDispatch">Whether a run starts as soon as a document is approved.</param>
/// <param name="ExpectedVersion">When changing: the version that was looked at; another one is a 409.</param>
sealed record WorkflowDefinition(
    string? Name, IReadOnlyList<BindingDefinition>? Bindings, IReadOnlyList<NodeDefinition>? Nodes, bool? AutoDispatch = null,
    WorkflowStatus? Status = null, int? ExpectedVersion = null);

/// <param name="Default">Taken where a dispatch names neither workflow nor destination and several would fit.</param>
sealed record BindingDefinition(string? Schema, string? DestinationId, bool? Default = null);

/// <summary>One step.</summary>
/// <param name="Id">Its name in runs and logs; unique in the workflow.</param>
/// <param name="When">Only then; left out: always.</param>
/// <param name="OnError"><c>fail</c> (the default) or <c>continue</c>, for a fault that is final.</param>
/// <param name="Config">By type; see docs/workflows.md.</param>
sealed record NodeDefinition(
    string? Id, NodeType? Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Condition? When = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OnError? OnError = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement Config = default);

enum NodeType
{
    /// <summary>Fails where something that must be there is not: <see cref="ValidateConfig"/>.</summary>
    Validate,

    /// <summary>Applies the mapping, so that what is missing is known before anything is sent.</summary>
    Map,

    /// <summary>Writes the record at the destination.</summary>
    Push,

    /// <summary>Adds the original file to the record, where the mapping asks for it.</summary>
    AttachFile,

    /// <summary>Calls another endpoint: <see cref="HttpRequestConfig"/>.</summary>
    HttpRequest,

    /// <summary>Tells people, by a message to a chat's incoming webhook: <see cref="NotifyConfig"/>.</summary>
    Notify,
}

enum OnError
{
    Fail,
    Continue,
}

/// <param name="Required">Fields that must be there.</param>
/// <param name="MinConfidence">What each of them must have, 0 to 1; a corrected value has 1.</param>
/// <param name="Conditions">Must all hold.</param>
sealed record ValidateConfig(
    IReadOnlyList<string>? Required = null, double? MinConfidence = null, IReadOnlyList<Condition>? Conditions = null);

/// <param name="Url">May hold <c>{{field}}</c> and so on, as the templates of the provider <c>http</c>.</param>
/// <param name="Body">JSON whose strings may be templates; left out: none.</param>
sealed record HttpRequestConfig(
    string? Url, string? Method = null, IReadOnlyDictionary<string, string>? Headers = null, JsonElement Body = default,
    int? TimeoutSeconds = null);

/// <param name="Url">Of the chat's incoming webhook; gets <c>{"text": message, …ids}</c>.</param>
/// <param name="Message">A template.</param>
sealed record NotifyConfig(string? Url, string? Message);
