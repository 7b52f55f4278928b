using Numora.Documents;

namespace Numora.Operations;

/// <summary>What the code of a route does not say.</summary>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Text">What else its caller must know.</param>
sealed record OperationNote(string Summary, string Text)
{
    /// <summary>What it answers when it does not refuse.</summary>
    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>Beyond those that follow from the route's shape (see <see cref="ErrorNotes.Of"/>).</summary>
    public Refusal[] Refusals { get; init; } = [];

    /// <summary>A request body that works, from <see cref="Examples"/>.</summary>
    public string? Request { get; init; }

    /// <summary>Several such bodies, by name, where one cannot show all that is possible.</summary>
    public IReadOnlyList<NamedExample> Requests { get; init; } = [];

    /// <summary>Whether the answer has an <c>ETag</c> and honours <c>If-None-Match</c>.</summary>
    public bool Tagged { get; init; }
}

/// <param name="Summary">What it shows, in a few words.</param>
sealed record NamedExample(string Name, string Summary, string Body);

/// <param name="Body">Null: none, or bytes of the media type.</param>
/// <param name="Example">From <see cref="Examples"/>.</param>
/// <param name="MediaType">Null: none.</param>
/// <param name="Located">Whether <c>location</c> says where to look.</param>
sealed record Answer(
    int Status, string Text, Type? Body = null, string? Example = null, string? MediaType = "application/json", bool Located = false)
{
    public static Answer Nothing(int status, string text) => new(status, text, MediaType: null);

    public static Answer Ok<T>(string text, string? example = null) => new(200, text, typeof(T), example);

    public static Answer Accepted(string text) => new(202, text, typeof(SubmittedView), Examples.Submitted, Located: true);
}
