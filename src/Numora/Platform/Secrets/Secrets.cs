using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Numora.Platform;

/// <summary>
/// Encrypts what must be told to others later: credentials of destinations, secrets of webhook endpoints. The keys are in
/// the database, wrapped by <c>Numora:Secrets:Key</c> (<see cref="SecretsKey"/>), so a dump of it holds no secret in the clear.
/// </summary>
sealed class Secrets(IDataProtectionProvider keys)
{
    /// <param name="purpose">Table and column: what was encrypted for one cannot be read as another.</param>
    public string Protect(string workspaceId, string purpose, string secret) =>
        Try(() => Of(workspaceId, purpose).Protect(secret));

    public string Unprotect(string workspaceId, string purpose, string protectedText) =>
        Try(() => Of(workspaceId, purpose).Unprotect(protectedText));

    IDataProtector Of(string workspaceId, string purpose) => keys.CreateProtector("numora", purpose, workspaceId);

    static string Try(Func<string> work)
    {
        try
        {
            return work();
        }
        catch (CryptographicException e)
        {
            throw new SecretsLostException(e);
        }
    }
}

/// <summary>The key of this host is not the one that the stored secrets were encrypted with.</summary>
sealed class SecretsLostException(Exception inner) : Exception(Advice, inner)
{
    public const string Advice = "This host cannot read the stored secrets: they were encrypted with another key. Set " +
        "Numora__Secrets__Key to the same 32 bytes (base64) on every host; without it the key is the file secrets.key in the " +
        "data directory of the host that was started first.";
}
