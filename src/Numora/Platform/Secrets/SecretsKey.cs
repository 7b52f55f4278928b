using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;

namespace Numora.Platform;

/// <summary>Configuration <c>Numora:Secrets</c>; the same on every host.</summary>
[Section("Numora:Secrets")]
sealed class SecretsOptions : IValidatableObject
{
    /// <summary>32 bytes in base64; null: made once, in the data directory.</summary>
    [Secret]
    public string? Key { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        var bytes = new byte[SecretsKey.Length];
        if (Key is not null && !(Convert.TryFromBase64String(Key, bytes, out var length) && length == SecretsKey.Length))
            yield return new("must be 32 bytes in base64; openssl rand -base64 32 makes such a key", [nameof(Key)]);
    }
}

/// <summary>Wraps the key ring (<see cref="DatabaseKeyRing"/>): AES-256-GCM.</summary>
sealed class SecretsKey
{
    public const int Length = 32;
    const int NonceLength = 12;
    const int TagLength = 16;
    const string FileName = "secrets.key";

    readonly Lazy<byte[]> _key;

    /// <param name="configured">In base64; null: the file in the directory, which is made when it is not there.</param>
    public SecretsKey(string? configured, string directory) =>
        _key = new(() => configured is null ? FromFile(directory) : Convert.FromBase64String(configured),
            LazyThreadSafetyMode.PublicationOnly);

    public string Wrap(byte[] plain)
    {
        var wrapped = new byte[NonceLength + TagLength + plain.Length];
        var nonce = wrapped.AsSpan(0, NonceLength);
        var tag = wrapped.AsSpan(NonceLength, TagLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key.Value, TagLength);
        aes.Encrypt(nonce, plain, wrapped.AsSpan(NonceLength + TagLength), tag);
        return Convert.ToBase64String(wrapped);
    }

    /// <summary>Throws <see cref="CryptographicException"/> where it was wrapped with another key.</summary>
    public byte[] Unwrap(string text)
    {
        var wrapped = Convert.FromBase64String(text);
        var plain = new byte[wrapped.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_key.Value, TagLength);
        aes.Decrypt(wrapped.AsSpan(0, NonceLength), wrapped.AsSpan(NonceLength + TagLength),
            wrapped.AsSpan(NonceLength, TagLength), plain);
        return plain;
    }

    static byte[] FromFile(string directory)
    {
        var path = Path.Combine(Directory.CreateDirectory(directory).FullName, FileName);
        if (!File.Exists(path))
            Make(path);

        var key = Convert.FromBase64String(File.ReadAllText(path).Trim());
        return key.Length == Length ? key : throw new CryptographicException($"{path} is not a key of {Length} bytes.");
    }

    /// <summary>Of two hosts that start at the same moment one makes it; the other reads what that one wrote.</summary>
    static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var made = $"{path}.{Environment.ProcessId}";
        using (var file = new FileStream(made, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length))));
            file.Flush(flushToDisk: true); // a key that is lost with the power takes all secrets with it
        }

        try
        {
            File.Move(made, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }
    }
}
