using Numora.Engine;
using Numora.Engine.Contracts;

namespace Numora.Tests.Contracts;

public class ContractReaderTests
{
    const string Licence = """
        EXHIBIT 10.7

        ^ SOFTWARE LICENSE AGREEMENT

        This Software License Agreement (the "Agreement") is made and entered into as of
        this 21st day of June, 2019, to be effective July 1, 2019 (the "Effective Date"), by
        and between Northwind Traders, Inc., a Delaware corporation with offices at 12 Harbor
        Street, Suite 4, Boston, Massachusetts 02110 ("Licensor"), and Contoso Components
        (Holdings) Ltd., a company organized under the laws of England and Wales ("Licensee").

        WHEREAS, Licensor owns certain software and Licensee wishes to use it;

        1. Term. The initial term of this Agreement shall commence on the Effective Date and
        continue for a period of three (3) years, and shall expire on June 30, 2022 (the
        "Initial Term"). Thereafter this Agreement shall automatically renew for successive
        periods of one (1) year each unless either party gives the other written notice of
        its intention not to renew at least ninety (90) days prior to the end of the then
        current term. Either party may terminate for a breach not cured within 30 days.
        2. Fees. The total consideration for the licence is $1,250,000.00, payable in advance.
        3. Governing Law. This Agreement shall be governed by and construed in accordance with
        the laws of the State of New York, without regard to its conflict of laws principles.
        """;

    [Theory]
    [InlineData("contract_title", "SOFTWARE LICENSE AGREEMENT")]
    [InlineData("parties", "Northwind Traders, Inc.; Contoso Components (Holdings) Ltd.")]
    [InlineData("agreement_date", "2019-06-21")]
    [InlineData("effective_date", "2019-07-01")]
    [InlineData("expiration_date", "2022-06-30")]
    [InlineData("initial_term", "3 years")]
    [InlineData("renewal_term", "1 year")]
    [InlineData("termination_notice_period", "90 days")]
    [InlineData("governing_law", "New York")]
    [InlineData("total_value", "1250000.00")]
    [InlineData("currency", "USD")]
    public void Every_field_of_a_contract_is_read(string field, string expected)
    {
        var contract = PrintedContract.Read(Licence);

        Assert.Equal(expected, contract.Value(field));
    }

    [Fact]
    public void A_field_carries_its_page_its_box_and_its_print()
    {
        var contract = PrintedContract.Read("^ SUPPLY AGREEMENT\f" + Licence);

        var law = contract.Fields["governing_law"];

        Assert.Equal((2, "New York", FieldSource.Text), (law.Page, law.Text, law.Source));
        Assert.InRange(law.Box!.Value.X0, 0.2, 0.4);
        Assert.True(law.Box.Value.X1 > law.Box.Value.X0 && law.Box.Value.Y1 > law.Box.Value.Y0);
    }

    [Fact]
    public void Confidence_is_a_share_and_no_field_is_certain()
    {
        var contract = PrintedContract.Read(Licence);

        Assert.All(contract.Fields.Values, f => Assert.InRange(f.Confidence, 0.1, 0.99));
    }

    [Fact]
    public void A_document_without_words_has_no_fields()
    {
        var contract = PrintedContract.Read("");

        Assert.Empty(contract.Fields);
        Assert.Equal("contract_v1", contract.Schema);
    }

    [Fact]
    public void A_letter_that_is_no_contract_yields_no_terms()
    {
        var letter = PrintedContract.Read("""
            Dear Madam,
            thank you for your order of May 3, 2021. We deliver within 14 days by parcel.
            Kind regards
            """);

        Assert.DoesNotContain("governing_law", letter.Fields.Keys);
        Assert.DoesNotContain("parties", letter.Fields.Keys);
        Assert.DoesNotContain("termination_notice_period", letter.Fields.Keys);
        Assert.DoesNotContain("contract_title", letter.Fields.Keys);
    }

    /// <summary>Seconds, where a quadratic reader would need hours; the bound is far off so that a busy machine passes.</summary>
    [Theory]
    [InlineData("by and between Acme, Inc. (\"Acme\") and 1 January 2020 laws of ")]
    [InlineData("( ( ( (\" this Agreement dated 1.1.2020 for ninety (90) days ")]
    [InlineData("law year 2010 total price $ 1 notice term ")]
    public void A_text_made_to_keep_the_reader_busy_is_read_in_time(string words)
    {
        var page = string.Join('\n', Enumerable.Repeat(words, 60));
        var pages = PrintedContract.Pages(string.Join('\f', Enumerable.Repeat(page, 200)));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        ContractReader.Read(pages);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
    }
}
