using Microsoft.Extensions.Logging.Abstractions;
using Numora.Platform.Postgres;

namespace Numora.Operations;

/// <summary>The database that is configured or, where none is, the private one; open until disposed of.</summary>
sealed class OpenDatabase : IAsyncDisposable
{
    readonly PrivatePostgres? _own;

    OpenDatabase(Databases databases, PrivatePostgres? own) => (Databases, _own) = (databases, own);

    public Databases Databases { get; }

    public bool IsPrivate => _own is not null;

    public static async Task<OpenDatabase> OpenAsync(
        IConfiguration configuration, NumoraOptions options, ILogger? log, CancellationToken ct)
    {
        if (configuration.GetConnectionString("Numora") is { Length: > 0 } configured)
            return new(Databases.At(configured, options.Workers), null);

        var own = await PrivatePostgres.StartAsync(
            Path.GetFullPath(options.DataDirectory), new(), log ?? NullLogger.Instance, ct);
        return new(Databases.At(own.ConnectionString, options.Workers), own);
    }

    public async ValueTask DisposeAsync()
    {
        await Databases.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
    }
}
