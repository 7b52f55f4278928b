using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Numora.Platform;

/// <summary>Data Protection's keys as rows of the database, so that every host has them.</summary>
sealed class DatabaseKeyRing(Databases databases) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = databases.Owner.CreateCommand("select xml from key_ring order by id");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
            elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = databases.Owner.CreateCommand("insert into key_ring (name, xml) values ($1, $2)");
        command.Parameters.AddWithValue(friendlyName);
        command.Parameters.AddWithValue(element.ToString(SaveOptions.DisableFormatting));
        command.ExecuteNonQuery();
    }
}

sealed class WrapKeys(SecretsKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("wrapped", key.Wrap(System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)))),
        typeof(UnwrapKeys));
}

/// <summary>Made by Data Protection, by the name that <see cref="WrapKeys"/> left in the row.</summary>
sealed class UnwrapKeys(IServiceProvider services) : IXmlDecryptor
{
    readonly SecretsKey _key = services.GetRequiredService<SecretsKey>();

    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(System.Text.Encoding.UTF8.GetString(_key.Unwrap(encryptedElement.Value)));
}

static class SecretsSetup
{
    /// <param name="dataDirectory">Where the key is made when none is configured.</param>
    public static IServiceCollection AddSecrets(this IServiceCollection services, string dataDirectory)
    {
        services.AddSettings<SecretsOptions>();
        services.AddSingleton(s => new SecretsKey(s.GetRequiredService<IOptions<SecretsOptions>>().Value.Key, dataDirectory));
        services.AddSingleton<DatabaseKeyRing>();
        services.AddDataProtection().SetApplicationName("numora");
        services.AddOptions<KeyManagementOptions>().Configure<DatabaseKeyRing, SecretsKey>((keys, ring, key) =>
        {
            keys.XmlRepository = ring;
            keys.XmlEncryptor = new WrapKeys(key);
        });
        services.AddSingleton<Secrets>();
        return services;
    }
}
