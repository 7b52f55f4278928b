using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Numora.Data;

/// <summary>
/// Drops the pooled connections when one has lost count of its prepared statements. Npgsql can get there when PostgreSQL
/// dies in the middle of a command (seen with 10.0.0; the fault that it follows on is still in 10.0.3, see
/// <see cref="DataWords.IsBrokenConnection"/>), and such a connection would fail for as long as it lives.
/// </summary>
sealed class StaleStatements(NpgsqlDataSource source) : DbCommandInterceptor
{
    /// <summary>Whether the fault is "prepared statement … already exists" or "… does not exist".</summary>
    public static bool IsOne(Exception? fault) => fault is PostgresException
    {
        SqlState: PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.InvalidSqlStatementName
    };

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData data, CancellationToken ct = default)
    {
        if (IsOne(data.Exception))
            source.Clear();
        return Task.CompletedTask;
    }
}
