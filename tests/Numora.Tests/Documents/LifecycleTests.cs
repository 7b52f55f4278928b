using Numora.Documents;
using static Numora.Documents.DocumentStatus;

namespace Numora.Tests.Documents;

public sealed class LifecycleTests
{
    /// <summary>The drawing of api.md §3, written out. Nothing else may happen.</summary>
    static readonly (DocumentStatus From, DocumentStatus[] To)[] Allowed =
    [
        (Processing, [ReviewRequired, Reviewed, Failed]),
        (ReviewRequired, [Reviewed, Processing]),
        (Reviewed, [ReviewRequired, PushPending, PushSucceeded, PushFailed]),
        (PushPending, [Reviewed, ReviewRequired, PushSucceeded, PushFailed]),
        (PushSucceeded, [ReviewRequired, PushPending, PushFailed, Reviewed]),
        (PushFailed, [ReviewRequired, PushPending, PushSucceeded, Reviewed]),
        (Failed, [Processing]),
    ];

    [Fact]
    public void A_document_takes_the_steps_of_the_written_list_and_no_others()
    {
        var all = Enum.GetValues<DocumentStatus>();

        var possible = from f in all from t in all where Document.CanBecome(f, t) select (f, t);

        Assert.Equal(
            Allowed.SelectMany(a => a.To.Select(to => (a.From, to))).Order(),
            possible.Order());
    }
}
