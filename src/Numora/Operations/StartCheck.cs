using Npgsql;
using Serilog.Events;

namespace Numora.Operations;

/// <summary>Everything that can be known to be wrong before anything is started.</summary>
static partial class StartCheck
{
    /// <summary>What ASP.NET Core makes of files and environment.</summary>
    /// <exception cref="SettingsException">A file cannot be read.</exception>
    public static WebApplicationBuilder Builder()
    {
        try
        {
            return WebApplication.CreateBuilder();
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException([$"{e.Message} {e.GetBaseException().Message}"], e); // the file, then the line
        }
    }

    /// <summary>The service's settings and addresses.</summary>
    /// <exception cref="SettingsException">Something is wrong; it has a sentence for each fault.</exception>
    public static NumoraOptions Serve(IConfiguration configuration)
    {
        var options = Verb(configuration);
        Refuse([.. ListenAddresses.Faults(configuration, options.Role), .. Telemetry.Faults(configuration)]);
        return options;
    }

    /// <summary>The settings of a verb that listens nowhere.</summary>
    public static NumoraOptions Verb(IConfiguration configuration)
    {
        Refuse([.. SettingsCheck.Faults(configuration), .. ConnectionString(configuration), .. LogLevels(configuration)]);
        return configuration.GetSection("Numora").Get<NumoraOptions>() ?? new();
    }

    public static void WarnOfUnknown(IConfiguration configuration, ILogger log)
    {
        foreach (var (name, nearest) in SettingsCheck.Unknown(configuration))
            if (nearest is null)
                Unknown(log, name);
            else
                Mistyped(log, name, nearest);
    }

    /// <summary>Never its value: it holds a password.</summary>
    static IEnumerable<string> ConnectionString(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Numora") is { Length: > 0 } configured && Unreadable(configured) is { } why)
            yield return $"ConnectionStrings__Numora cannot be read: {why}. Write it like {DatabaseCheck.Example}.";
    }

    static IEnumerable<string> LogLevels(IConfiguration configuration)
    {
        const string levels = "Serilog:MinimumLevel";
        return configuration.GetSection(levels).AsEnumerable()
            .Where(s => s.Value is not null && !s.Key.EndsWith(":ControlledBy", StringComparison.OrdinalIgnoreCase)
                && !Enum.TryParse<LogEventLevel>(s.Value, ignoreCase: true, out _))
            .Select(s => $"{Sections.NameOf(s.Key)} is '{s.Value}': "
                + $"it must be one of {string.Join(", ", Enum.GetNames<LogEventLevel>())}.");
    }

    /// <summary>Why, without a piece of it: what stands where a name should may be a part of the password.</summary>
    public static string? Unreadable(string connectionString)
    {
        try
        {
            using var source = NpgsqlDataSource.Create(connectionString);
            return new NpgsqlConnectionStringBuilder(connectionString).Port is < 1 or > System.Net.IPEndPoint.MaxPort
                ? $"its Port is not from 1 to {System.Net.IPEndPoint.MaxPort}" : null;
        }
        catch (ArgumentNullException e)
        {
            return $"it has no {e.ParamName}";
        }
        catch (ArgumentException e)
        {
            return e.InnerException is KeyNotFoundException
                ? "one of its names is not known (Host, Port, Username, Password and Database are); a value with ; belongs into quotes"
                : e.ParamName is { } name ? $"its {name} has a value that is not allowed"
                : "it is not made of name=value pairs with ; between them";
        }
    }

    static void Refuse(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
            throw new SettingsException(faults);
    }

    [LoggerMessage(1521, LogLevel.Warning, "{Name} is no setting and does nothing; the nearest one is {Nearest}")]
    static partial void Mistyped(ILogger log, string name, string nearest);

    [LoggerMessage(1522, LogLevel.Warning, "{Name} is no setting and does nothing; docs/operations.md lists those that there are")]
    static partial void Unknown(ILogger log, string name);
}
