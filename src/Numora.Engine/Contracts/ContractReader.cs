using Numora.Engine.Pages;

namespace Numora.Engine.Contracts;

/// <summary>Reads the fields of <c>contract_v1</c> from the words of a contract.</summary>
static class ContractReader
{
    public static Extraction Read(IReadOnlyList<Page> pages)
    {
        var text = ContractText.Of(pages);
        var fields = new Dictionary<string, ExtractedField>();
        foreach (var (name, finding) in text.Lines.Count == 0 ? [] : Findings(text))
        {
            if (finding is not null)
                fields.Add(name, finding.ToField(text));
        }

        return Extraction.Of(Schemas.Contract, fields, [], pages.Count);
    }

    static (string Name, Finding? Finding)[] Findings(ContractText text)
    {
        var dates = WrittenDates.In(text);
        var durations = WrittenDurations.In(text);
        var agreement = AgreementDate.In(text, dates);
        var value = ContractValue.In(text);
        return
        [
            ("contract_title", ContractTitle.In(text)),
            ("parties", Parties.In(text)),
            ("agreement_date", agreement),
            ("effective_date", EffectiveDate.In(text, dates, agreement)),
            ("expiration_date", ExpirationDate.In(text, dates)),
            ("initial_term", InitialTerm.In(text, durations)),
            ("renewal_term", RenewalTerm.In(text, durations)),
            ("termination_notice_period", NoticePeriod.In(text, durations)),
            ("governing_law", GoverningLaw.In(text)),
            ("total_value", value?.Amount),
            ("currency", value?.Currency),
        ];
    }
}
