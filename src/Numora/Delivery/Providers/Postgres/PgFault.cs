using System.Net.Sockets;
using Npgsql;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>What PostgreSQL's errors and broken connections mean for a push (SQLSTATE, PostgreSQL appendix A).</summary>
static class PgFault
{
    const string NoUniqueIndex = "42P10";
    const string LockNotAvailable = "55P03";
    const string QueryCanceled = "57014";
    const int MaxLength = 500;

    /// <summary>Whether it is of the kind that a connection, not our code, gives.</summary>
    public static bool IsTheirs(Exception e) =>
        e is NpgsqlException or SocketException or IOException or TimeoutException or EgressRefusedException
            or OperationCanceledException;

    /// <summary>Before COMMIT was sent: nothing was written.</summary>
    public static PushAnswer Of(Exception e, string to) => e switch
    {
        PostgresException error => Of(error, to),
        OperationCanceledException => new PushAnswer.TryLater("timeout", $"{to} did not finish in time; nothing was written."),
        // The driver's own words, e.g. that the server has no encryption; no address in them.
        NpgsqlException { InnerException: null } own => new PushAnswer.Refused(
            "destination_unreachable", $"No connection to {to}: {Plain(own.Message)}"),
        _ => Unreached(EgressFault.Of(e), to),
    };

    /// <summary>While COMMIT was on its way. An error says that it was not done; anything else leaves it open.</summary>
    public static PushAnswer AtCommit(Exception e, string to) => e is PostgresException { Severity: "ERROR" } error
        ? Of(error, to)
        : new PushAnswer.Unknown("answer_lost", $"The connection to {to} broke off while it committed.");

    static PushAnswer Unreached(EgressFault fault, string to) => fault.Transient
        ? new PushAnswer.TryLater("destination_unreachable", $"No answer from {to}: {fault.Text}; nothing was written.")
        : new PushAnswer.Refused("destination_unreachable", $"No connection to {to}: {fault.Text}.");

    static PushAnswer Of(PostgresException e, string to)
    {
        var told = $"{to} answered {e.SqlState}: {Words(e)}";
        return e.SqlState switch
        {
            LockNotAvailable or QueryCanceled => new PushAnswer.TryLater("timeout", told),
            ['2', '8', ..] => new PushAnswer.Refused("credentials_rejected", told),
            ['5', '3', ..] or ['4', '0', ..] => new PushAnswer.TryLater("destination_busy", told),
            ['0', '8', ..] or ['5', '7', 'P', ..] => new PushAnswer.TryLater("destination_unreachable", told),
            ['5', '8', ..] or ['X', 'X', ..] => new PushAnswer.TryLater("destination_error", told),
            _ => new PushAnswer.Refused("destination_refused", told),
        };
    }

    static string Words(PostgresException e)
    {
        var names = new[] { ("constraint", e.ConstraintName), ("table", e.TableName), ("column", e.ColumnName) }
            .Where(n => !string.IsNullOrEmpty(n.Item2)).Select(n => $"{n.Item1} {n.Item2}").ToList();
        return Plain(e.MessageText) + "."
            + (names.Count > 0 ? $" ({string.Join(", ", names)})" : "")
            + (string.IsNullOrEmpty(e.Detail) ? "" : " " + Plain(e.Detail))
            + (e.SqlState == NoUniqueIndex ? " The columns of the mapping's key need a unique index." : "");
    }

    static string Plain(string text)
    {
        var plain = string.Concat(text.Take(MaxLength).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > MaxLength ? plain + "…" : plain;
    }
}

/// <summary>The push cannot be made from this document, or not into these tables.</summary>
sealed class PgRefusedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
