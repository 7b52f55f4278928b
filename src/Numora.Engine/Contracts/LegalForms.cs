using System.Collections.Frozen;

namespace Numora.Engine.Contracts;

/// <summary>The words at the end of a company's name that say what kind of company it is.</summary>
static class LegalForms
{
    /// <summary>Nothing of the name follows these. Folded, without points: "S.p.A." is "spa".</summary>
    static readonly FrozenSet<string> Last = Words("""
        inc incorporated corp llc llp lllp lp ltd limited plc pllc pc pty pvt
        gmbh mbh ag kg kgaa ohg gbr ug ev se partg eg kdt
        sa sas sasu sarl eurl sci snc scs sca gie
        srl rl spa sapa scarl ss sl slu sll slne scp
        bv nv vof cv cvba bvba
        lda ltda eireli
        zoo oo spj spk sk
        oy oyj ab as asa aps hf ehf ab doo dd kft zrt nyrt sro ao oao ooo zao jsc ojsc pjsc
        bhd sdn kk pte na eood ood ad
        """);

    /// <summary>These may be followed by more of the name: "Ford Motor Company Fund".</summary>
    static readonly FrozenSet<string> Inner = Words("""
        company corporation co partnership partners group holdings holding trust fund funds bank association foundation
        institute university enterprises technologies technology systems pharmaceuticals capital
        gesellschaft verein stiftung genossenschaft bank societe association fundacion sociedad societa fondazione
        cooperativa stichting vereniging fundacao sociedade spolka fundacja
        """);

    /// <summary>Points and commas left out.</summary>
    public static bool IsLast(string word) => Last.Contains(Bare(word));

    public static bool IsInner(string word) => Inner.Contains(Bare(word));

    public static bool IsAny(string word) => IsLast(word) || IsInner(word);

    static string Bare(string word)
    {
        Span<char> bare = stackalloc char[24];
        var length = 0;
        foreach (var c in word)
        {
            if (!char.IsLetter(c))
                continue;
            if (length == bare.Length)
                return "";
            bare[length++] = c;
        }

        return ContractText.Fold(new string(bare[..length]));
    }

    static FrozenSet<string> Words(string text) =>
        text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
