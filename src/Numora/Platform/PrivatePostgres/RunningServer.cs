using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Numora.Platform.Postgres;

/// <summary>The server that another process runs over a cluster, for one that wants to use it for a moment.</summary>
static class RunningServer
{
    // Lines of postmaster.pid, from 0 (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_…).
    const int PortLine = 3;
    const int SocketDirectoryLine = 4;

    /// <summary>
    /// How to reach it, in its own words: where its socket lies depends on the user and the environment it was started with.
    /// </summary>
    /// <param name="root">The directory of the cluster.</param>
    /// <returns>Null: it takes no connections, perhaps not yet.</returns>
    public static async Task<string?> FindAsync(string root, CancellationToken ct)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(root, "data", "postmaster.pid"), ct);
            if (lines.Length <= SocketDirectoryLine || !int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port))
                return null; // it is only just starting
            var found = Server.ConnectionTo(lines[SocketDirectoryLine].Trim(), port, Path.Combine(root, "password"));
            await using var connection = new NpgsqlConnection(found + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(ct);
            return found;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivatePostgresException(
                $"The database in {root} is running, but user {Environment.UserName} may not read its password: {e.Message} "
                + "Run this as the user who runs the service.", e);
        }
        catch (Exception e) when (e is IOException or NpgsqlException or SocketException or TimeoutException)
        {
            return null;
        }
    }
}
