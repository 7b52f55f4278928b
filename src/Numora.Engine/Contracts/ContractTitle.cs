using System.Buffers;
using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>What the contract is called: over its text, and in "This … Agreement (the "Agreement") is made".</summary>
static class ContractTitle
{
    /// <summary>Cover, contents and preamble.</summary>
    const int Head = 20_000;

    /// <summary>A title stands among the first lines.</summary>
    const int TopLines = 70;

    const int MaxTitleWords = 16;

    /// <summary>What a line scores that only looks a little like a title.</summary>
    const double MinScore = 0.25;

    /// <summary>From "This" to the words after the title.</summary>
    const int MaxPreamble = 200;

    const string Noun = "(?:[a-z]*(?:vertrag|vereinbarung|abkommen|overeenkomst)|" + ContractNouns.Pattern + ")";

    static readonly SearchValues<string> This = Cue.Words("this dieser diese present niniejsz deze");

    /// <summary>"This Supply Agreement (the", "This Amendment No. 3 to the Supply Agreement is made".</summary>
    static readonly Regex Preamble = new(
        "^(?:this|dieser|diese|presente?|niniejsz[aey]|deze) (?<t>(?:[^ ]+ ){1,11}?" + Noun
        + @"(?:(?: no\.?| nr\.?| #) ?\d+)?(?: to (?:the |that certain )?(?:[a-z]+ ){0,5}agreement)?)"
        + @",? ?(?:\(|""|,|(?:is|are|made|dated|shall|was|between|by|effective|entered|with|as of|sets|constitutes|has) |"
        + "made$)", Cue.Options, Cue.Timeout);

    static readonly Regex HasNoun = new(@"\b" + Noun + @"\b", Cue.Options, Cue.Timeout);

    static readonly Regex BareNoun = new(@"^(?:agreement|contract|lease|licen[cs]e|deed|indenture)\b", Cue.Options, Cue.Timeout);

    static readonly Regex ExhibitHead = Cue.After(
        "",
        "(?:exhibit|ex|annex|schedule|appendix|anlage|annexe|anexo|allegato|bijlage|zalacznik)[ -.]*(?:no\\.? ?)?[0-9a-z]{0,3}"
        + "(?:[.(-]?[0-9a-z]+\\)?)*[.:]? ");

    static readonly Regex NoTitle = Cue.Begins(
        """
        confidential treatment\b|securities and exchange\b|omitted\b|exhibit\b|redacted\b|portions of\b|source:|table of contents\b
        page \d|pursuant to\b|translation of\b|commission\b|filed\b|this agreement\b|this contract\b
        """);

    /// <summary>What follows a title in its line.</summary>
    static readonly Regex Tail = new(
        @",? ?(?:\b(?:dated?|between|by and|among|effective|made|entered|this|zwischen|entre|tra|tussen|as of|vom)\b|"
        + @"[(""]|\d{1,2}[./]\d|(?:" + MonthNames.Pattern + @")\.? \d)", Cue.Options, Cue.Timeout);

    public static Finding? In(ContractText text)
    {
        var said = FromPreamble(text);
        var (printed, score) = FromLines(text, said);
        if (printed is null)
            return said is null ? null : Of(text, said.Value, 0.85);
        if (said is null)
            return Of(text, printed.Value, score >= 0.8 ? 0.9 : score >= 0.6 ? 0.8 : 0.5);
        var same = Share(text[said.Value], text[printed.Value]);
        if (same >= 0.99)
            return Of(text, printed.Value, 0.95);
        if (Share(text[printed.Value], text[said.Value]) >= 0.99)
            return Of(text, said.Value, 0.9); // a part of it, set in several lines
        return score >= 0.8 ? Of(text, printed.Value, 0.75) : Of(text, said.Value, 0.75);
    }

    static Span? FromPreamble(ContractText text)
    {
        foreach (var at in Cue.Places(text.Folded, This, Head))
        {
            if (!StartsTitle(text, at))
                continue;
            var title = Preamble.Match(text.After(at, MaxPreamble).ToString()).Groups["t"];
            var span = new Span(at + title.Index, at + title.Index + title.Length);
            if (title.Success && IsProper(text[span]))
                return span;
        }

        return null;
    }

    /// <summary>"This Supply Agreement", not "this letter" and not the bare "this Agreement".</summary>
    static bool StartsTitle(ContractText text, int at)
    {
        var blank = text.After(at, 12).IndexOf(' ');
        return blank > 0 && at + blank + 1 < text.Text.Length && char.IsUpper(text.Text[at + blank + 1])
            && !IsBare(text, at + blank + 1);
    }

    /// <summary>"Agreement is made", but not "License, Development and Supply Agreement" or "Lease Amendment".</summary>
    static bool IsBare(ContractText text, int at)
    {
        var end = at + BareNoun.LengthOf(text.After(at, 40));
        return end > at && end + 1 < text.Text.Length && text.Text[end] != ',' && !char.IsUpper(text.Text[end + 1]);
    }

    static readonly HashSet<string> Little =
        [.. "and of for the to in on or with de du des und über für di del e y et van o da la le dell' d'".Split(' ')];

    /// <summary>Every word but the little ones has a capital: a name, not a phrase.</summary>
    static bool IsProper(string title)
    {
        var words = title.Split(' ');
        return words.Length > 1 && words.Any(w => w.Length > 3 && char.IsUpper(w[0]))
            && words.All(w => w.Length == 0 || !char.IsLower(w[0]) || Little.Contains(w))
            && words.All(w => !w.EndsWith('.') || w.Length <= 4);
    }

    static (Span? Title, double Score) FromLines(ContractText text, Span? said)
    {
        (Span? Title, double Score) best = (null, 0);
        var usual = text.Lines.Count == 0 ? 0 : text.Lines.Select(l => l.Print.FontSize).Order().ElementAt(text.Lines.Count / 2);
        for (var i = 0; i < Math.Min(TopLines, text.Lines.Count); i++)
        {
            var line = text.Lines[i];
            if (TitleIn(text, line.Span) is not { } title)
                continue;
            var score = Score(text, line, title, i, usual, said);
            if (score > best.Score)
                best = (WithLinesAbove(text, i, title), score);
        }

        return best.Score >= MinScore ? best : (null, 0);
    }

    static double Score(ContractText text, ContractLine line, Span title, int i, double usualSize, Span? said)
    {
        var printed = text[title];
        var score = 0.2 - (0.008 * i);
        if (!printed.Trim().Contains(' ', StringComparison.Ordinal))
            score -= line.Print.Centred ? 0 : 0.2;
        else if (IsUpper(printed))
            score += 0.3;
        else if (IsProper(printed))
            score += 0.15;
        else
            score -= i < TopLines / 7 && char.IsUpper(printed[0]) ? 0.05 : 0.3;
        if (line.Print.Centred)
            score += 0.2;
        if (line.Print.Bold)
            score += 0.15;
        if (line.Print.FontSize > 1.15 * usualSize)
            score += 0.2;
        if (HasNoun.Matches(text.Folded[title.Start..title.End]).LastOrDefault() is { } noun
            && noun.Index + noun.Length == title.Length)
            score += 0.15;
        if (said is { } s && Share(text[s], printed) >= 0.99)
            score += 0.3;
        return score;
    }

    /// <summary>The title in a line that looks like a heading, without "Exhibit 10.1" before and dates behind it.</summary>
    static Span? TitleIn(ContractText text, Span line)
    {
        if (!HasNoun.IsMatch(text.After(line.Start, line.Length)))
            return null;
        var folded = text.Folded[line.Start..line.End];
        var skip = ExhibitHead.Match(folded).Length;
        var tail = Tail.Match(folded, skip);
        var noun = HasNoun.Match(folded, skip);
        var length = folded.Length;
        if (tail.Success && noun.Success && tail.Index >= noun.Index + noun.Length)
            length = tail.Index;
        else if (tail.Success && tail.Index == skip)
            return null;
        if (!noun.Success || noun.Index >= length || NoTitle.IsMatch(folded[..length])
            || folded.Contains("....", StringComparison.Ordinal) || folded.Contains(": ", StringComparison.Ordinal))
            return null;
        var span = new Span(line.Start + skip, line.Start + length);
        var words = text[span].Trim().Split(' ');
        if (words.Length > MaxTitleWords || text[span].TrimEnd().EndsWith('.')
            || folded[skip..].StartsWith("this ", StringComparison.Ordinal))
            return null;
        return span;
    }

    /// <summary>A title set in two lines: the one above looks the same and is no heading of its own.</summary>
    static Span WithLinesAbove(ContractText text, int i, Span title)
    {
        for (var above = i - 1; above >= 0 && above >= i - 2; above--)
        {
            var (line, under) = (text.Lines[above], text.Lines[above + 1]);
            var folded = text.Folded[line.Span.Start..line.Span.End];
            var near = line.Print.Page.Number == under.Print.Page.Number
                && under.Print.Box.Y0 - line.Print.Box.Y1 < 0.9 * under.Print.Box.Height;
            if (!near || !line.Print.Centred || !under.Print.Centred
                || ExhibitHead.IsMatch(folded + " ") || NoTitle.IsMatch(folded)
                || Math.Abs(line.Print.FontSize - under.Print.FontSize) > 0.5 || line.Print.Bold != under.Print.Bold
                || HasNoun.IsMatch(folded) || folded.Split(' ').Any(LegalForms.IsLast) || folded.Any(char.IsDigit)
                || IsUpper(text[line.Span]) != IsUpper(text[title]))
                break;
            title = title with { Start = line.Span.Start };
        }

        return title;
    }

    static bool IsUpper(string s) => s.Equals(s.ToUpperInvariant(), StringComparison.Ordinal);

    /// <summary>Of the words of one title, the share that the other has as well.</summary>
    static double Share(string said, string printed)
    {
        var words = ContractText.Fold(printed).Split(' ').Select(w => w.Trim(',', '.', ':')).ToHashSet();
        var own = ContractText.Fold(said).Split(' ').Select(w => w.Trim(',', '.', ':')).ToArray();
        return own.Count(words.Contains) / (double)own.Length;
    }

    static Finding Of(ContractText text, Span span, double confidence)
    {
        var title = text[span].Trim(' ', ',', ':', '-', '–', '*');
        return new(FieldValue.Of(title), span, confidence);
    }
}
