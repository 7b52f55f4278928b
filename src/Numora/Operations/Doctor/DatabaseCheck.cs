using Npgsql;
using Numora.Platform.Postgres;

namespace Numora.Operations;

/// <summary>Whether the configured database can serve, or the private one could be run here.</summary>
static class DatabaseCheck
{
    const string What = "PostgreSQL";
    const int OldestVersion = 15;
    const int PatienceSeconds = 5;

    /// <summary>Of a connection string.</summary>
    public const string Example = "Host=db;Username=numora;Password=…;Database=numora";

    /// <summary>What PostgreSQL or the way to it said, wherever in an exception it is; null: it is about something else.</summary>
    public static Exception? Unusable(Exception? e) =>
        e is null or NpgsqlException or System.Net.Sockets.SocketException or TimeoutException ? e : Unusable(e.InnerException);

    /// <param name="connectionString">Null: the private one.</param>
    public static string Sentence(string? connectionString, Exception why)
    {
        if (connectionString is not { Length: > 0 })
            return $"The private PostgreSQL cannot be used: {Words(why)}.";
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"PostgreSQL at {settings.Host}:{settings.Port} cannot be used: {Words(why)}. {Advice(why)}";
    }

    /// <summary>What was said, without the place in a statement.</summary>
    public static string Words(Exception why) => (why is PostgresException said ? said.MessageText : why.Message).TrimEnd('.');

    public static async Task<IReadOnlyList<Finding>> RunAsync(
        IConfiguration configuration, NumoraOptions options, CancellationToken ct) =>
        configuration.GetConnectionString("Numora") is { Length: > 0 } configured
            ? await ConfiguredAsync(configured, ct)
            : await PrivateAsync(Path.GetFullPath(options.DataDirectory), new(), ct);

    public static async Task<IReadOnlyList<Finding>> ConfiguredAsync(string connectionString, CancellationToken ct)
    {
        if (StartCheck.Unreadable(connectionString) is { } unreadable)
            return [Finding.Fail(What, $"ConnectionStrings__Numora cannot be read: {unreadable}", $"Write it like {Example}")];
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Timeout = PatienceSeconds,
            CommandTimeout = PatienceSeconds,
        };
        try
        {
            await using var source = NpgsqlDataSource.Create(settings);
            await using var connection = await source.OpenConnectionAsync(ct);
            return [Server(connection, settings), await RoleAsync(connection, ct), await SchemaAsync(source, ct)];
        }
        catch (Exception e) when (Unusable(e) is not null)
        {
            return [Finding.Fail(What, $"{settings.Host}:{settings.Port} cannot be used: {e.Message}", Advice(e))];
        }
    }

    static string Advice(Exception e) => e is PostgresException { SqlState: var state } ? state switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "Correct user and password in ConnectionStrings__Numora, or pg_hba.conf on the server.",
        PostgresErrorCodes.InvalidCatalogName => "Make the database: createdb numora, owned by that user.",
        PostgresErrorCodes.TooManyConnections => "Raise max_connections, or lower the number of hosts.",
        _ => "The server's log says more.",
    } : "Start PostgreSQL, or correct host and port in ConnectionStrings__Numora.";

    static Finding Server(NpgsqlConnection connection, NpgsqlConnectionStringBuilder settings) =>
        connection.PostgreSqlVersion.Major >= OldestVersion
            ? Finding.Ok(What, $"version {connection.PostgreSqlVersion} at {settings.Host}, database {settings.Database}")
            : Finding.Fail(What, $"version {connection.PostgreSqlVersion} is too old", $"Use PostgreSQL {OldestVersion} or newer.");

    /// <summary>The first migration makes a role for the tenants' work; afterwards membership is what counts.</summary>
    static async Task<Finding> RoleAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select case
                when exists (select from pg_roles where rolname = 'numora_app')
                    then case when pg_has_role(current_user, 'numora_app', 'member') then 'member' else 'stranger' end
                when (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) then 'may create'
                else 'may not create' end
            """, connection);
        return (string)(await command.ExecuteScalarAsync(ct))! switch
        {
            "member" => Finding.Ok("tenants' role", "numora_app is there, and this user may become it"),
            "may create" => Finding.Ok("tenants' role", "not there yet; this user may create it"),
            "stranger" => Finding.Fail("tenants' role", "numora_app is there, but this user may not become it",
                "As a superuser: grant numora_app to <user>;"),
            _ => Finding.Fail("tenants' role", "numora_app is missing and this user may not create roles",
                "As a superuser: create role numora_app nologin nobypassrls; grant numora_app to <user>;"),
        };
    }

    static async Task<Finding> SchemaAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var (at, needed) = await Migrator.VersionsAsync(source, ct);
        return at == needed ? Finding.Ok("schema", $"version {at}")
            : at < needed ? Finding.Warn("schema", $"version {at}; this program needs {needed}",
                "The next start migrates it; or run the verb migrate.")
            : Finding.Fail("schema", $"version {at} is newer than this program, which knows {needed}", "Run the newer program.");
    }

    /// <summary>Looks without starting anything: a running host keeps its database to itself.</summary>
    public static async Task<IReadOnlyList<Finding>> PrivateAsync(
        string dataDirectory, PrivatePostgresOptions options, CancellationToken ct)
    {
        try
        {
            var binaries = await PostgresBinaries.FindAsync(options.BinDirectory, ct);
            var root = RootOf(dataDirectory);
            if (RunsElsewhere(root) is { } owner)
            {
                var runs = Finding.Ok(What, $"the private one of {dataDirectory} is running (process {owner})");
                return await RunningServer.FindAsync(root, ct) is { } server ? [runs, .. await ConfiguredAsync(server, ct)] : [runs];
            }

            if (Environment.IsPrivilegedProcess)
                await ServerAccount.ForAsync(Path.Combine(root, "data"), options.OsUser, ct);
            return [Existing(root, binaries)];
        }
        catch (PrivatePostgresException e)
        {
            return [Finding.Fail(What, "the private one cannot run here", e.Message)];
        }
    }

    /// <summary>The cluster's place; ClusterPlace writes the file when it had to go elsewhere.</summary>
    static string RootOf(string dataDirectory)
    {
        var elsewhere = Path.Combine(dataDirectory, "postgres.location");
        return File.Exists(elsewhere) ? File.ReadLines(elsewhere).FirstOrDefault()?.Trim() ?? "" : Path.Combine(dataDirectory, "postgres");
    }

    static string? RunsElsewhere(string root)
    {
        var held = Path.Combine(root, "owner.lock");
        if (!File.Exists(held))
            return null;
        try
        {
            // .NET locks what it reads (shared), and that fails while a host holds it; nothing is written.
            using var look = new FileStream(held, FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivatePostgresException(
                $"{root} belongs to another user than {Environment.UserName}: run doctor as the one who runs the service.", e);
        }
        catch (IOException)
        {
            var pid = Path.Combine(root, "owner.pid");
            return File.Exists(pid) ? File.ReadAllText(pid).Trim() : "unknown";
        }
    }

    static Finding Existing(string root, IReadOnlyList<PostgresBinaries> binaries)
    {
        var version = Path.Combine(root, "data", "PG_VERSION");
        if (!File.Exists(version))
            return Finding.Ok(What, $"no database named; a private one (version {binaries[0].Version}) will be made in {root}");
        var made = int.Parse(File.ReadAllText(version).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        var fitting = PostgresBinaries.For(made, binaries, Path.Combine(root, "data")); // says what to do where there is none
        return Finding.Ok(What, $"the private one in {root}, version {fitting.Version}, is not running; a start will run it");
    }
}
