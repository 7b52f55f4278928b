using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Numora.Platform.Postgres;

namespace Numora.Operations;

/// <summary>The database that is configured or, where none is, the private one; open until disposed of.</summary>
sealed class OpenDatabase : IAsyncDisposable
{
    /// <summary>For a host that starts, or a verb before this one; a first start takes two seconds.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    readonly PrivatePostgres? _own;

    OpenDatabase(Databases databases, PrivatePostgres? own) => (Databases, _own) = (databases, own);

    public Databases Databases { get; }

    /// <summary>The host that runs the private server; null: this process does, or the database is a configured one.</summary>
    public ClusterOwner? Host { get; private init; }

    public static async Task<OpenDatabase> OpenAsync(
        IConfiguration configuration, NumoraOptions options, ILogger? log, CancellationToken ct)
    {
        if (configuration.GetConnectionString("Numora") is { Length: > 0 } configured)
            return new(Databases.At(configured, options.Workers), null);

        var own = await PrivatePostgres.StartAsync(
            Path.GetFullPath(options.DataDirectory), new(), log ?? NullLogger.Instance, ct);
        return new(Databases.At(own.ConnectionString, options.Workers), own);
    }

    /// <summary>For a verb: through the server of a host that runs; where none does, its own until it ends.</summary>
    public static async Task<OpenDatabase> OpenBesideAsync(
        IConfiguration configuration, NumoraOptions options, ILogger log, CancellationToken ct)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await OpenAsync(configuration, options, log, ct);
            }
            catch (ClusterInUseException inUse) when (clock.Elapsed < Patience)
            {
                // Another verb would end, and its server with it, in the midst of this one: wait for it.
                if (inUse.Owner.Verb is null && await RunningServer.FindAsync(inUse.Directory, ct) is { } found)
                    return new(Databases.At(found, options.Workers), null) { Host = inUse.Owner };
            }
            catch (ClusterInUseException inUse) when (inUse.Owner.Verb is null)
            {
                throw new PrivatePostgresException(
                    $"The database in {inUse.Directory} is run by process {inUse.Owner.ProcessId}, but did not answer within "
                    + $"{Patience.TotalSeconds:0} s. Its log is {Path.Combine(inUse.Directory, "server.log")}.", inUse);
            }

            await Task.Delay(LookAgain, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Databases.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
    }
}
