using System.Text;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Providers.FileDrop.Ubl;
using Numora.Engine.EInvoice;
using Numora.Tests.Delivery.Mappings;
using Numora.Tests.Support;
using Xunit.Abstractions;

namespace Numora.Tests.Delivery.Providers.FileDrop;

/// <summary>The corpus' e-invoices of real senders and test suites, read and written again.</summary>
public sealed class UblCorpusTests(ITestOutputHelper output)
{
    const string Id = """{"target":"id","source":"document.id"}""";

    /// <param name="terms">What the mapping of a company that pays adds: its country, and terms where no due date stands.</param>
    [CorpusTheory]
    [InlineData(Id)]
    [InlineData(Id, """{"target":"BT-55","constant":"DE"}""", """{"target":"BT-20","constant":"net"}""")]
    public void What_is_written_as_complete_holds_all_rules_and_the_rest_says_why(params string[] terms)
    {
        var complete = 0;
        var files = Corpus.Files(Path.Combine("invoice-xml", "docs"), "*.xml");
        foreach (var file in files)
        {
            var read = EInvoiceReader.Read(File.ReadAllBytes(file));
            var document = MappingSamples.Invoice() with
            {
                Fields = read.Fields.ToDictionary(f => f.Key, f => f.Value.Value),
                Lines =
                [
                    .. read.LineItems.Select((l, i) =>
                        new PushLine($"li_{i + 1}", l.Fields.ToDictionary(f => f.Key, f => f.Value.Value))),
                ],
            };

            var payload = PayloadBuilder.Build(MappingSamples.WithFields(terms), document).Payload!;
            var made = UblFile.Of(payload, document, allowIncomplete: true);

            var broken = EnRules.Broken(Encoding.UTF8.GetString(made.Bytes!));
            output.WriteLine($"{Path.GetFileName(file)}: {string.Join(" ", made.Missing)} [{string.Join(", ", broken.Distinct())}]");
            Assert.Equal(made.Missing.Count == 0, broken.Count == 0); // neither a false claim nor a needless refusal
            Assert.Equal(document.Fields["invoice_number"], EInvoiceReader.Read(made.Bytes!).Fields["invoice_number"].Value);
            complete += made.Missing.Count == 0 ? 1 : 0;
        }

        output.WriteLine($"{complete} of {files.Length} are complete.");
        Assert.True(complete > 0);
    }
}
