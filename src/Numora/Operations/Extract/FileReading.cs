using System.Text.Json.Serialization;
using Numora.Engine;

namespace Numora.Operations;

/// <summary>One line of <c>extract --json</c>.</summary>
sealed record FileReading(
    string File, string Schema, string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FileFailure? Failure,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Engine.Extraction? Result)
{
    public static FileReading Failed(string file, string schema, FailureCode code, string message) =>
        new(file, schema, "failed", new(code, message), null);
}

sealed record FileFailure(FailureCode Code, string Message);
