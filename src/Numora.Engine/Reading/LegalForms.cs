namespace Numora.Engine.Reading;

/// <summary>Forms of companies, by which a name is known to be one: GmbH, S.A., Sp. z o.o., Sdn Bhd.</summary>
internal static class LegalForms
{
    const string Table = """
        gmbh mbh ggmbh ag kg ohg ug gbr ek ev eg se kgaa partg partgmbb gmbhcokg gmbhco cokg agcokg haftungsbeschrankt
        ltd limited inc incorporated corp corporation llc llp lp plc pllc pc co company pty ptyltd pteltd pte pvtltd pvt
        sa sas sasu sarl eurl snc sci scop gie scp selarl srl srls spa sapa scrl scarl
        sl slu slp sau slne sll sc scoop bv nv vof bvba cv cvba maatschap
        lda ltda unipessoal sgps eireli me epp spzoo spoo sp spka spj spk zoo sca fop
        ab as asa oy oyj aps kft zrt bt doo dd sro spol ood eood sia uab ou
        sdnbhd sdn bhd sb tbk pt kk gmbhcie ges mbhcokg ag gesmbh gesmbhcokg og sarlu foundation stiftung vvag
        """;

    static readonly HashSet<string> Forms = [.. Table.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Words of the longest form: "Sp. z o. o.", "GmbH &amp; Co. KG".</summary>
    const int LongestForm = 4;

    /// <summary>Index of the last word of the first form in a span; -1 where there is none.</summary>
    public static int EndIn(TextSpan span)
    {
        for (var i = span.First + 1; i <= span.Last; i++)
        {
            var last = EndAt(span, i);
            if (last >= 0)
                return last;
        }

        return -1;
    }

    public static bool IsIn(TextSpan span) => EndIn(span) >= 0;

    /// <summary>Nothing but the form, whose name stands in the line above.</summary>
    public static bool IsAll(TextSpan span)
    {
        for (var i = span.First; i <= span.Last; i++)
        {
            if (!Forms.Contains(span.Line.Folded[i]))
                return false;
        }

        return true;
    }

    /// <summary>A form of two words of which recognition has one: "SON BHD" is "SDN BHD".</summary>
    public static string Mend(string name)
    {
        var words = name.Split(' ');
        for (var i = 1; i < words.Length; i++)
        {
            var (first, second) = (TextFold.Squash(words[i - 1]), TextFold.Squash(words[i]));
            if (second is "bhd" && first is { Length: 2 or 3 or 4 } and not "sdn" && i > 1)
                words[i - 1] = "SDN";
            else if (first is "sdn" && second is { Length: 2 or 3 or 4 } and not "bhd" && i == words.Length - 1)
                words[i] = "BHD";
        }

        return string.Join(' ', words);
    }

    static int EndAt(TextSpan span, int at)
    {
        var folded = "";
        var end = -1;
        for (var i = at; i <= span.Last && i < at + LongestForm; i++)
        {
            folded += span.Line.Folded[i];
            if (folded.Length > 14)
                break;
            if (Forms.Contains(folded) && IsWritten(span, at, i, folded))
                end = i;
        }

        return end;
    }

    /// <summary>Short forms are words in other languages: they must be in capitals or have full stops.</summary>
    static bool IsWritten(TextSpan span, int first, int last, string folded)
    {
        if (folded.Length > 3)
            return true;

        var text = new TextSpan(span.Line, first, last).Text;
        var capitals = text.Count(char.IsUpper);
        return capitals == folded.Length || text.Contains('.') || (capitals > 0 && last == span.Last);
    }
}
