using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Numora.Data;

/// <summary>Whose rows this scope works on: set once, when the caller or the job is known.</summary>
sealed class Tenant
{
    public string? WorkspaceId { get; set; }
}

/// <summary>
/// Names the workspace to PostgreSQL inside the transaction of each statement (<c>set_config(…, true)</c>), so that its
/// row-level security applies and nothing is left on a pooled connection.
/// </summary>
sealed class TenancyInterceptor : DbCommandInterceptor, IDbTransactionInterceptor
{
    const string Name = "select set_config('app.workspace', @app_workspace, true)";

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result)
    {
        Prefix(command, data.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken ct = default)
    {
        Prefix(command, data.Context);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData data, InterceptionResult<int> result, CancellationToken ct = default)
    {
        Prefix(command, data.Context);
        return new(result);
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData data, DbDataReader result, CancellationToken ct = default)
    {
        if (IsPrefixed(command))
            await result.NextResultAsync(ct); // skip set_config's own answer
        return result;
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData data, DbDataReader result)
    {
        if (IsPrefixed(command))
            result.NextResult();
        return result;
    }

    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData data, DbTransaction result, CancellationToken ct = default)
    {
        if (data.Context is NumoraDb { WorkspaceId: { } workspace })
        {
            await using var command = new NpgsqlCommand(Name, (NpgsqlConnection)connection);
            command.Parameters.AddWithValue("app_workspace", workspace);
            await command.ExecuteNonQueryAsync(ct);
        }

        return result;
    }

    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData data, DbTransaction result) =>
        throw new InvalidOperationException("Use the asynchronous calls of the DbContext.");

    /// <summary>
    /// Outside a transaction both statements travel in one message and share one implicit transaction: no extra round trip.
    /// </summary>
    static void Prefix(DbCommand command, DbContext? context)
    {
        if (context is not NumoraDb { WorkspaceId: { } workspace } || command.Transaction is not null)
            return;
        command.CommandText = $"{Name};\n{command.CommandText}";
        ((NpgsqlCommand)command).Parameters.AddWithValue("app_workspace", workspace);
    }

    static bool IsPrefixed(DbCommand command) => command.CommandText.StartsWith(Name, StringComparison.Ordinal);
}
