using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>The name of a party and how sure the words around it make us that it is one.</summary>
/// <param name="LegalForm">It ends in "Inc.", "GmbH" and the like.</param>
/// <param name="Described">A definition or a description follows: ("Licensor"), a Delaware corporation, having its seat in.</param>
sealed record PartyName(Span Span, bool LegalForm, bool Described)
{
    public double Evidence => (LegalForm ? 0.5 : 0) + (Described ? 0.5 : 0);
}

/// <summary>Reads one name from where it begins to where it ends.</summary>
static class PartyNames
{
    const int MaxWords = 14;

    /// <summary>Lower-case words that stand inside names.</summary>
    static readonly HashSet<string> Inside =
        ["of", "the", "de", "la", "le", "les", "du", "des", "von", "van", "der", "den", "fur", "for", "zu", "di", "del", "della",
            "dos", "da", "do", "&", "d'", "to", "z"];

    static readonly HashSet<string> And = ["and", "und", "y", "e", "et", "en", "i", "a", "&"];

    /// <summary>Capitalised or not, these begin something else.</summary>
    static readonly HashSet<string> Stops =
        ["whereas", "witnesseth", "recitals", "background", "address", "attention", "attn", "having", "located", "this", "dated",
            "each", "who", "whose", "which", "and/or", "agreement", "section", "article", "hereinafter", "represented", "acting",
            "effective", "suite", "telephone", "vertreten", "nachfolgend", "im", "mit", "con", "avec", "in", "at", "on", "by"];

    /// <summary>A title that runs into the name below it.</summary>
    static readonly Regex Heading = Cue.Whole("agreement|contract|vertrag|contrat|contrato|contratto|overeenkomst|umowa");

    /// <summary>Roles and the like: no names, although they are written with a capital.</summary>
    static readonly HashSet<string> NoNames =
        ["agreement", "party", "parties", "company", "client", "customer", "supplier", "licensor", "licensee", "seller", "buyer",
            "purchaser", "vendor", "consultant", "contractor", "distributor", "reseller", "landlord", "tenant", "lessor", "lessee",
            "employer", "employee", "undersigned", "affiliates", "state", "effective date", "borrower", "lender", "manufacturer",
            "provider", "executive", "investor", "sponsor", "the", "a", "an", "it", "exhibit", "schedule", "services", "products",
            "auftraggeber", "auftragnehmer", "vermieter", "mieter", "kaufer", "verkaufer", "wales", "confidential"];

    static readonly HashSet<string> Kinds =
        ["limited", "corporation", "company", "partnership", "public", "private", "general", "trust", "liability",
            "statutory", "business"];

    /// <param name="joinAnd">Whether a name without a legal form may go on after "and".</param>
    public static PartyName? At(ContractText text, int start, int limit, bool joinAnd)
    {
        if (start >= limit || !CanStart(text, start))
            return null;
        var (end, legalForm) = EndOf(text, start, limit, joinAnd);
        end = Trimmed(text, start, end, legalForm);
        if (!IsName(text.Folded[start..end]))
            return null;
        return new(new(start, end), legalForm, PartyCues.DescribedAt(text, end));
    }

    /// <summary>Without punctuation and little words at its end: "Ade Fashola of".</summary>
    static int Trimmed(ContractText text, int start, int end, bool legalForm)
    {
        while (end > start)
        {
            var last = text.Folded[end - 1];
            var blank = text.Text.LastIndexOf(' ', end - 1, end - start);
            if (last is ',' or ';' or ':' or '"' or '\'' or '(' or ' ' || (last == '.' && !legalForm))
                end--;
            else if (blank > 0 && (Inside.Contains(text.Text[(blank + 1)..end]) || And.Contains(text.Text[(blank + 1)..end])))
                end = blank;
            else
                break;
        }

        return end;
    }

    static bool IsName(string folded) =>
        folded.Length >= 2 && folded.Any(char.IsLetter) && !NoNames.Contains(folded) && !Heading.IsMatch(folded)
        && Jurisdictions.Find(folded) is null && !MonthNames.Is(folded)
        && !IsKindOfCompany(folded)
        && !(folded.StartsWith("the ", StringComparison.Ordinal) && NoNames.Contains(folded[4..]))
        && !folded.StartsWith("state of", StringComparison.Ordinal);

    /// <summary>"Delaware limited", "English company": says what a party is, not who.</summary>
    static bool IsKindOfCompany(string folded)
    {
        var rest = folded;
        while (rest.LastIndexOf(' ') is var blank and > 0 && Kinds.Contains(rest[(blank + 1)..]))
            rest = rest[..blank];
        return rest != folded && (Jurisdictions.Find(rest) ?? Jurisdictions.OfAdjective(rest)) is not null;
    }

    /// <summary>A capital, a digit, or a word such as "eBay" and "i3".</summary>
    public static bool CanStart(ContractText text, int at)
    {
        if (char.IsUpper(text.Text[at]) || char.IsDigit(text.Text[at]))
            return true;
        return char.IsLower(text.Text[at]) && at + 1 < text.Text.Length
            && (char.IsDigit(text.Text[at + 1]) || char.IsUpper(text.Text[at + 1]));
    }

    static (int End, bool LegalForm) EndOf(ContractText text, int start, int limit, bool joinAnd)
    {
        var (at, end, legalForm, complete) = (start, start, false, false);
        for (var count = 0; count < MaxWords && at < limit; count++)
        {
            var wordEnd = text.Text.IndexOf(' ', at) is var blank and >= 0 ? blank : text.Text.Length;
            var word = text.Text[at..wordEnd];
            if (count > 0 && !GoesOn(text, at, word, complete, joinAnd && !legalForm))
                break;
            var opens = word.IndexOf('(', StringComparison.Ordinal);
            end = opens > 0 ? at + opens : wordEnd;
            complete |= LegalForms.IsLast(word) && count > 0; // "SCI Les Platanes" begins with it
            legalForm |= complete || (LegalForms.IsInner(word) && count > 0);
            at = wordEnd + 1;
            if (opens > 0 || word[^1] is ';' or ':' or '"' or '”' || (word[^1] == ',' && !FormFollows(text, at)))
                break;
            if (word[^1] == '.' && !IsAbbreviation(word) && !LegalForms.IsLast(word))
                break;
        }

        return (end, legalForm);
    }

    /// <summary>"Ltd." after "Acme Co.,"; "(USA) Inc." and "(Beijing) Co., Ltd." as well.</summary>
    static bool FormFollows(ContractText text, int at) => LegalForms.IsLast(WordAt(text, at)) || WordAt(text, at) is "Co." or "Co.,";

    static bool GoesOn(ContractText text, int at, string word, bool complete, bool joinAnd)
    {
        var folded = ContractText.Fold(word).TrimEnd('.', ',', ';', ':');
        if (word[0] == '(')
            return word.Length > 2 && word[1] is not ('"' or '“') && PlaceInName(text, at);
        if (word is "<<" or ">>" or "«" or "»")
            return true;
        if (LegalForms.IsAny(word) && (char.IsUpper(word[0]) || folded is "corporation" or "company"
            || (LegalForms.IsLast(word) && folded is not ("incorporated" or "limited"))))
            return true;
        if (complete && LegalForms.IsLast(WordBefore(text, at)))
            return folded is "&" && FormFollows(text, at + 2);
        if (Stops.Contains(folded))
            return false;
        if (And.Contains(folded) && !char.IsUpper(word[0]) || folded is "and")
            return folded is "&" || (joinAnd && char.IsUpper(NextChar(text, at + word.Length + 1)));
        if (Inside.Contains(folded))
            return !complete || folded is "of" or "&";
        return char.IsUpper(word[0]) || word is "-" or "–"
            || (char.IsDigit(word[0]) && word.Any(char.IsLetter)) || (char.IsLower(word[0]) && word.Any(char.IsUpper));
    }

    /// <summary>At "(": whether what stands in brackets belongs to the name, i.e. a legal form follows soon.</summary>
    static bool PlaceInName(ContractText text, int at)
    {
        var close = text.Text.IndexOf(')', at, Math.Min(30, text.Text.Length - at));
        if (close < 0 || text.Text.IndexOf('"', at, close - at) >= 0 || text.Text.IndexOf('“', at, close - at) >= 0)
            return false;
        var next = close + 2;
        for (var i = 0; i < 3 && next < text.Text.Length; i++)
        {
            var word = WordAt(text, next);
            if (LegalForms.IsAny(word))
                return true;
            if (word.Length == 0 || !char.IsUpper(word[0]) || word[^1] == ',')
                return false;
            next += word.Length + 1;
        }

        return false;
    }

    static bool IsAbbreviation(string word) =>
        word.Length <= 4 || word.AsSpan(0, word.Length - 1).IndexOf('.') >= 0 || LegalForms.IsAny(word);

    static string WordAt(ContractText text, int at)
    {
        if (at >= text.Text.Length)
            return "";
        var blank = text.Text.IndexOf(' ', at);
        return text.Text[at..(blank < 0 ? text.Text.Length : blank)];
    }

    static string WordBefore(ContractText text, int at)
    {
        if (at < 2)
            return "";
        var blank = text.Text.LastIndexOf(' ', at - 2);
        return text.Text[(blank + 1)..(at - 1)];
    }

    static char NextChar(ContractText text, int at) => at < text.Text.Length ? text.Text[at] : ' ';
}
