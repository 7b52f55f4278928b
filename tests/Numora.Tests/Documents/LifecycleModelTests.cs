using Numora.Access;
using Numora.Documents;
using Numora.Engine;
using Numora.Platform;
using Numora.Tests.Support;
using static Numora.Documents.DocumentStatus;

namespace Numora.Tests.Documents;

/// <summary>Documents under generated commands, against the lifecycle written a second time.</summary>
public sealed class LifecycleModelTests
{
    const int Longest = 40;

    /// <summary>What callers and jobs ask for. Jobs look at the status first, so they finish and fail only what is read.</summary>
    public enum Ask
    {
        FinishForReview, FinishApproved, Fail, Approve, ApproveStale, Reject, Reprocess, SubmitAgain,
        DispatchToOne, DispatchToTwo, OneSucceeds, OneFails, OneIsSkipped, TwoSucceeds, TwoFails, CancelOne,
    }

    [Fact]
    public void Documents_take_the_steps_of_the_written_lifecycle_whatever_is_asked_in_whatever_order() =>
        Sequences.Hold(Enum.GetValues<Ask>().Select(a => (a < Ask.Fail ? 3 : 1, a)), Longest, sequence =>
        {
            var (document, model) = (new Subject(), new Model());
            foreach (var ask in sequence.Commands)
            {
                var before = document.Entity.UpdatedAt;
                var trail = document.Entity.Events.Count;
                var (expected, done) = (model.Takes(ask), document.Takes(ask));

                Assert.True(expected == done, $"{ask} in {model.Status}: {(done ? "done" : "refused")}");
                Assert.Equal((ask, model.Status), (ask, document.Entity.Status));
                Assert.Equal(document.Entity.Finalized, model.Status is Reviewed or PushPending or PushSucceeded or PushFailed);
                if (!done)
                    Assert.Equal((before, trail), (document.Entity.UpdatedAt, document.Entity.Events.Count));
                else
                    Assert.True(document.Entity.UpdatedAt > before && document.Entity.Events.Count == trail + 1, $"{ask} left no trail");
            }
        });

    /// <summary>The lifecycle, in the fewest words.</summary>
    sealed class Model
    {
        readonly Dictionary<string, (bool Pending, DocumentStatus? Ended, int At)> _deliveries = [];
        int _clock;

        public DocumentStatus Status { get; private set; } = Processing;

        bool Finalized => Status is Reviewed or PushPending or PushSucceeded or PushFailed;

        /// <returns>False: refused, or nothing was to do.</returns>
        public bool Takes(Ask ask) => ask switch
        {
            Ask.FinishForReview => Becomes(Status is Processing, ReviewRequired),
            Ask.FinishApproved => Becomes(Status is Processing, Reviewed),
            Ask.Fail => Becomes(Status is Processing, Failed),
            Ask.Approve => Becomes(Status is ReviewRequired, Reviewed),
            Ask.ApproveStale => false,
            Ask.Reject => Becomes(Finalized || Status is ReviewRequired, ReviewRequired),
            Ask.Reprocess => Becomes(Status is ReviewRequired or Failed, Processing),
            Ask.SubmitAgain => Becomes(Status is Failed, Processing),
            Ask.DispatchToOne => Delivers("one", d => d with { Pending = true }),
            Ask.DispatchToTwo => Delivers("two", d => d with { Pending = true }),
            Ask.OneSucceeds => Delivers("one", _ => (false, PushSucceeded, ++_clock)),
            Ask.OneFails => Delivers("one", _ => (false, PushFailed, ++_clock)),
            Ask.OneIsSkipped => Delivers("one", _ => (false, null, ++_clock)),
            Ask.TwoSucceeds => Delivers("two", _ => (false, PushSucceeded, ++_clock)),
            Ask.TwoFails => Delivers("two", _ => (false, PushFailed, ++_clock)),
            Ask.CancelOne => _deliveries.ContainsKey("one") && Delivers("one", d => d with { Pending = false }),
        };

        bool Becomes(bool may, DocumentStatus next)
        {
            if (!may)
                return false;
            Status = next;
            if (!Finalized)
                _deliveries.Clear(); // those of an earlier approval do not count
            return true;
        }

        bool Delivers(string to, Func<(bool Pending, DocumentStatus? Ended, int At), (bool, DocumentStatus?, int)> change)
        {
            if (!Finalized)
                return false;
            _deliveries[to] = change(_deliveries.GetValueOrDefault(to));
            Status = _deliveries.Values.Any(d => d.Pending) ? PushPending
                : _deliveries.Values.Where(d => d.Ended is not null).OrderBy(d => d.At).LastOrDefault().Ended ?? Reviewed;
            return true;
        }
    }

    /// <summary>The entity, asked as endpoints and jobs ask it.</summary>
    sealed class Subject
    {
        static readonly Actor By = Actor.System(null);
        static readonly Dictionary<string, double> Strict = [];
        static readonly Dictionary<string, double> Lenient = new() { [Schemas.Invoice.Id] = 0.5 };
        DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(56);

        public Subject() => Entity = new("wsp_1", Schemas.Invoice.Id, null, Metadata.Empty, By, _now);

        public Document Entity { get; }

        public bool Takes(Ask ask)
        {
            _now = _now.AddSeconds(1);
            var events = Entity.Events.Count;
            try
            {
                Do(ask);
            }
            catch (RefusedException)
            {
                Assert.Equal(events, Entity.Events.Count);
                return false;
            }

            return Entity.Events.Count > events;
        }

        void Do(Ask ask)
        {
            switch (ask)
            {
                case Ask.FinishForReview or Ask.FinishApproved when Entity.Status is Processing:
                    Entity.TakeReading(Read());
                    Entity.FinishExtraction(ask is Ask.FinishApproved ? Lenient : Strict, By, _now);
                    break;
                case Ask.Fail when Entity.Status is Processing:
                    Entity.Fail(FailureCode.ExtractionFailed, "It cannot be read.", By, _now);
                    break;
                case Ask.Approve:
                    Entity.Approve(Entity.UpdatedAt, null, By, _now);
                    break;
                case Ask.ApproveStale:
                    Entity.Approve(Entity.UpdatedAt.AddDays(-1), null, By, _now);
                    break;
                case Ask.Reject:
                    Entity.Reject("wrong", By, _now);
                    break;
                case Ask.Reprocess:
                    Entity.Reprocess(discardCorrections: false, null, By, _now);
                    break;
                case Ask.SubmitAgain:
                    Entity.SubmitAgain(Metadata.Empty, By, _now);
                    break;
                case Ask.DispatchToOne or Ask.DispatchToTwo:
                    Entity.StartPush("http", ask is Ask.DispatchToOne ? "one" : "two", "run_1", By, _now, new { });
                    break;
                case Ask.OneSucceeds or Ask.OneFails or Ask.OneIsSkipped:
                    End("one", ask);
                    break;
                case Ask.TwoSucceeds or Ask.TwoFails:
                    End("two", ask);
                    break;
                case Ask.CancelOne when Entity.CurrentDeliveries.FirstOrDefault(d => d.DestinationId == "one") is { } delivery:
                    Entity.CancelPush(delivery, By, _now, new { });
                    break;
            }
        }

        void End(string destination, Ask ask) => Entity.EndPush("http", destination, new(ask switch
        {
            Ask.OneSucceeds or Ask.TwoSucceeds => DeliveryStatus.Succeeded,
            Ask.OneFails or Ask.TwoFails => DeliveryStatus.Failed,
            _ => DeliveryStatus.Skipped,
        }), _ => TimeSpan.Zero, By, _now, new { });

        static Numora.Engine.Extraction Read() => Numora.Engine.Extraction.Of(Schemas.Invoice, new Dictionary<string, ExtractedField>
        {
            ["invoice_number"] = Text("R-1"),
            ["invoice_date"] = Text("2026-11-30"),
            ["vendor_name"] = Text("Example"),
            ["currency"] = Text("EUR"),
            ["total_amount"] = new(FieldValue.Of(119.00m), 1, FieldSource.Text),
        }, [], pageCount: 1);

        static ExtractedField Text(string value) => new(FieldValue.Of(value), 1, FieldSource.Text);
    }
}
