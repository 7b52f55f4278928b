using Npgsql;
using Numora.Data;

namespace Numora.Tests.Data;

public sealed class PoolTests
{
    /// <summary>PostgreSQL's own default, less those it keeps for superusers and a few for people and backups.</summary>
    const int MaxConnections = 100 - 3 - 7;

    const int Listening = 1;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(64)]
    public async Task Two_hosts_fit_a_server_with_its_default_number_of_connections(int workers)
    {
        await using var databases = Databases.At("Host=127.0.0.1;Username=nobody", workers);

        var perHost = Listening + new[] { databases.Owner, databases.Tenants }
            .Sum(s => new NpgsqlConnectionStringBuilder(s.ConnectionString).MaxPoolSize);

        Assert.True(2 * perHost <= MaxConnections, $"{perHost} connections a host");
    }
}
