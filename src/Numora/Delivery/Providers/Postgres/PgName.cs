using System.Text;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>Names of schemas, tables and columns. They are always quoted, so that case and odd letters stay as written.</summary>
static class PgName
{
    /// <summary>PostgreSQL cuts longer names, and might then mean another column.</summary>
    const int MaxBytes = 63;

    public static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>Schema and table of a mapping's object: <c>invoices</c> or <c>sales.invoices</c>.</summary>
    public static (string Schema, string Table) Split(string name, string schema) =>
        name.IndexOf('.') is var dot and >= 0 ? (name[..dot], name[(dot + 1)..]) : (schema, name);

    public static void CheckObject(string? name, string place, ICollection<Fault> faults)
    {
        foreach (var part in (name ?? "").Split('.', 2))
            Check(part, place, faults);
    }

    public static void Check(string? name, string place, ICollection<Fault> faults)
    {
        if (string.IsNullOrEmpty(name) || Encoding.UTF8.GetByteCount(name) > MaxBytes || name.Any(char.IsControl))
            faults.Add(new(place, $"Must be a name of 1 to {MaxBytes} bytes."));
    }
}
