using System.Globalization;
using Numora.Engine.Ranking;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices;

/// <summary>Issue and due date together: due is not before issue, and terms of "30 days" are thirty days.</summary>
internal sealed class DateSolver(Proposals proposals, Models models)
{
    /// <summary>Of each of the two dates so many are combined.</summary>
    const int Most = 6;

    // Logarithms of how much likelier a pair is than two dates for themselves.
    const double DueBeforeIssue = -3;
    const double DueMuchLater = -1.5;
    const double TermsFit = 2;

    const int LongestTerm = 366;
    const int MostTerms = 8;

    static readonly HashSet<string> s_days = [.. "days day tage tagen tag jours jour dias dia giorni giorno dagen dag dni".Split(' ')];

    public void Read(Dictionary<string, ExtractedField> fields)
    {
        var issues = Choices("invoice_date");
        var dues = Choices("due_date");
        var terms = Terms(proposals.Text);

        var weights = new double[issues.Count, dues.Count];
        var sum = 0.0;
        for (var i = 0; i < issues.Count; i++)
        {
            for (var d = 0; d < dues.Count; d++)
                sum += weights[i, d] = issues[i].Probability * dues[d].Probability * Math.Exp(Bonus(issues[i], dues[d], terms));
        }

        Add("invoice_date", issues, i => Enumerable.Range(0, dues.Count).Sum(d => weights[i, d]) / sum, fields);
        Add("due_date", dues, d => Enumerable.Range(0, issues.Count).Sum(i => weights[i, d]) / sum, fields);
        if (proposals.Rank("delivery_date", models).Winner is { } delivery)
            fields["delivery_date"] = Found.Value(delivery.Candidate.Value, delivery.Probability, delivery.Candidate.Spans);
    }

    /// <summary>One of the dates, or none.</summary>
    sealed record Choice(Candidate? Candidate, DateOnly? Date, double Probability);

    List<Choice> Choices(string field)
    {
        var ranked = proposals.Rank(field, models);
        return [.. ranked.Best.Take(Most).Select(b => new Choice(b.Candidate, DateOf(b.Candidate), b.Probability)),
            new(null, null, ranked.None)];
    }

    static DateOnly DateOf(Candidate candidate) =>
        DateOnly.ParseExact(candidate.Value.ToString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static double Bonus(Choice issue, Choice due, List<int> terms)
    {
        if (issue.Date is not { } from || due.Date is not { } to)
            return 0;
        var days = to.DayNumber - from.DayNumber;
        return days < 0 ? DueBeforeIssue : days > LongestTerm ? DueMuchLater : days > 0 && terms.Contains(days) ? TermsFit : 0;
    }

    static void Add(string name, List<Choice> choices, Func<int, double> probabilityOf, Dictionary<string, ExtractedField> fields)
    {
        // The same date often stands in several places: its probabilities add up.
        var totals = choices.Select((c, i) => (Choice: c, Probability: probabilityOf(i))).GroupBy(c => c.Choice.Date)
            .Select(g => (g.MaxBy(c => c.Probability).Choice, Probability: g.Sum(c => c.Probability))).ToList();
        if (totals.MaxBy(t => t.Probability) is { Choice.Candidate: { } best, Probability: var probability })
            fields[name] = Found.Value(best.Value, probability, best.Spans);
    }

    /// <summary>Numbers of days in lines that speak of payment.</summary>
    static List<int> Terms(DocumentText text)
    {
        var terms = new List<int>();
        foreach (var content in text.Lines)
        {
            if (!content.Labels.Any(l => l.Role is Role.PaymentTerms or Role.DueDate))
                continue;
            for (var i = 1; i < content.Line.Words.Count && terms.Count < MostTerms; i++)
            {
                if (s_days.Contains(content.Line.Folded[i])
                    && int.TryParse(content.Line.Folded[i - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                    && days is > 0 and <= LongestTerm)
                    terms.Add(days);
            }
        }

        return terms;
    }
}
