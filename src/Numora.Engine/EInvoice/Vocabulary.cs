namespace Numora.Engine.EInvoice;

/// <summary>The syntaxes of EN 16931 and the one that came before it.</summary>
enum Syntax
{
    /// <summary>OASIS UBL 2.1, Invoice and CreditNote (Peppol BIS, XRechnung).</summary>
    Ubl,

    /// <summary>
    /// UN/CEFACT Cross Industry Invoice D16B (Factur-X, ZUGFeRD 2.x, XRechnung), and ZUGFeRD 1.0, its forerunner with
    /// other names for a few containers.
    /// </summary>
    Cii,
}

/// <summary>
/// Which namespaces make an XML document an e-invoice. Prefixes do not matter, and versions at the end vary.
/// </summary>
/// <param name="RootNamespace">How the root element's namespace begins.</param>
/// <param name="Namespaces">How the namespaces of everything within begin; other elements are extensions.</param>
sealed record Vocabulary(Syntax Syntax, string Root, string RootNamespace, string[] Namespaces)
{
    const string Oasis = "urn:oasis:names:specification:ubl:schema:xsd:";
    const string Uncefact = "urn:un:unece:uncefact:data:";

    static readonly Vocabulary[] Known =
    [
        new(Syntax.Ubl, "Invoice", Oasis + "Invoice-", [Oasis]),
        new(Syntax.Ubl, "CreditNote", Oasis + "CreditNote-", [Oasis]),
        new(Syntax.Cii, "CrossIndustryInvoice", Uncefact + "standard:CrossIndustryInvoice:", [Uncefact]),
        new(Syntax.Cii, "CrossIndustryDocument", "urn:ferd:CrossIndustryDocument:", [Uncefact, "urn:ferd:"]),
    ];

    /// <summary>The vocabulary of a root element, or null where it is not an e-invoice.</summary>
    public static Vocabulary? Of(string root, string rootNamespace) =>
        Known.FirstOrDefault(v => v.Root == root && Begins(rootNamespace, v.RootNamespace));

    public bool Has(string elementNamespace) => Namespaces.Any(n => Begins(elementNamespace, n));

    /// <summary>Some programs write <c>data:Standard:</c>.</summary>
    static bool Begins(string given, string known) => given.StartsWith(known, StringComparison.OrdinalIgnoreCase);
}
