using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Npgsql;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>The public settings of a <c>postgres</c> destination.</summary>
/// <param name="Port">5432 unless told.</param>
/// <param name="Schema">Where tables without a schema of their own are; <c>public</c> unless told.</param>
/// <param name="SslMode">
/// <c>disable</c>, <c>prefer</c> (the default), <c>require</c>, <c>verify-ca</c>, <c>verify-full</c>. The first two may
/// end without encryption: they reach only what the operator has listed (<c>Numora:Egress:Allow</c>).
/// </param>
/// <param name="SslRootCertificate">PEM of the authority that signed the server's certificate, if it is a private one.</param>
/// <param name="IdColumn">
/// The record's own id over there: what lines point to by their parent column, and the external id. Without one both are
/// the key's value.
/// </param>
/// <param name="FileColumn">A <c>bytea</c> column of the record's table for the document's file.</param>
/// <param name="Lookups">By table: which column is written where a value is looked up in it; <c>id</c> unless told.</param>
sealed record PgConfig(
    string? Host = null, int? Port = null, string? Database = null, string? Username = null, string? Schema = null,
    string? SslMode = null, string? SslRootCertificate = null, int? TimeoutSeconds = null, string? IdColumn = null,
    string? FileColumn = null, IReadOnlyDictionary<string, PgLookup>? Lookups = null)
{
    const int MaxTimeoutSeconds = 120;
    const int MaxTextLength = 255;

    public int PortOrDefault => Port ?? 5432;

    public string SchemaOrDefault => Schema ?? "public";

    public TimeSpan Timeout =>
        TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : HttpAnswers.Timeout;

    public SslMode Ssl => Mode(SslMode ?? "prefer")!.Value;

    /// <summary>Whether the connection could end up readable by those in between.</summary>
    public bool MayBePlain => Ssl is Npgsql.SslMode.Disable or Npgsql.SslMode.Prefer;

    public string LookupColumn(string table) => Lookups?.GetValueOrDefault(table)?.Id ?? "id";

    public void Check(EgressRules rules, ICollection<Fault> faults)
    {
        if (Uri.CheckHostName(Host) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
            faults.Add(new("config.host", "Must be a host name or an address."));
        else if (IPAddress.TryParse(Host, out var address) && Port is null or (>= 1 and <= 65535)
            && !rules.MayConnect(Host!, PortOrDefault, address, plainHttp: false))
            faults.Add(new("config.host", "The address is not allowed from here."));
        if (Port is < 1 or > 65535)
            faults.Add(new("config.port", "Must be between 1 and 65535."));
        Text(Database, "config.database", faults);
        Text(Username, "config.username", faults);
        if (SslMode is not null && Mode(SslMode) is null)
            faults.Add(new("config.ssl_mode", "Must be disable, prefer, require, verify-ca or verify-full."));
        if (SslRootCertificate is not null && !IsCertificate(SslRootCertificate))
            faults.Add(new("config.ssl_root_certificate", "Must be a certificate in PEM form."));
        if (TimeoutSeconds is < 1 or > MaxTimeoutSeconds)
            faults.Add(new("config.timeout_seconds", $"Must be between 1 and {MaxTimeoutSeconds}."));
        PgName.Check(SchemaOrDefault, "config.schema", faults);
        PgName.Check(IdColumn ?? "id", "config.id_column", faults);
        PgName.Check(FileColumn ?? "file", "config.file_column", faults);
        foreach (var (table, lookup) in Lookups ?? new Dictionary<string, PgLookup>())
        {
            PgName.CheckObject(table, $"config.lookups.{table}", faults);
            PgName.Check(lookup?.Id, $"config.lookups.{table}.id", faults);
        }
    }

    static void Text(string? value, string place, ICollection<Fault> faults)
    {
        if (value is not { Length: >= 1 and <= MaxTextLength } || value.Any(char.IsControl))
            faults.Add(new(place, $"Must have 1 to {MaxTextLength} characters."));
    }

    static SslMode? Mode(string text) => text switch
    {
        "disable" => Npgsql.SslMode.Disable,
        "prefer" => Npgsql.SslMode.Prefer,
        "require" => Npgsql.SslMode.Require,
        "verify-ca" => Npgsql.SslMode.VerifyCA,
        "verify-full" => Npgsql.SslMode.VerifyFull,
        _ => null,
    };

    static bool IsCertificate(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <param name="Id">The column whose value is written.</param>
sealed record PgLookup(string? Id = null);

/// <summary>The secret of a <c>postgres</c> destination.</summary>
sealed record PgCredentials(string? Password = null)
{
    const int MaxLength = 1_000;

    public static string? PasswordOf(JsonElement stored) =>
        stored.ValueKind == JsonValueKind.Undefined ? null : Settings.Stored<PgCredentials>(stored).Password;

    public void Check(ICollection<Fault> faults)
    {
        if (Password is not { Length: >= 1 and <= MaxLength })
            faults.Add(new("credentials.password", $"Must have 1 to {MaxLength} characters."));
    }

    /// <summary>Never its member.</summary>
    public override string ToString() => nameof(PgCredentials);
}
