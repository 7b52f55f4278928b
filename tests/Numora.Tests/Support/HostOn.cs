namespace Numora.Tests.Support;

/// <summary>A host in this process with a role, on a new database or beside another host on the same.</summary>
/// <param name="allow">What its outgoing requests may reach, e.g. a <see cref="TestReceiver"/>.</param>
sealed class HostOn(string role, string? database = null, string? allow = null) : NumoraApp
{
    protected override Dictionary<string, string?> Settings => new()
    {
        ["Numora:Egress:Allow:0"] = allow ?? "127.0.0.1:1",
        ["Numora:Role"] = role,
        ["Numora:Jobs:LeaseSeconds"] = "3",
        ["Numora:Workers"] = "2",
    };

    public override async Task InitializeAsync()
    {
        if (database is null)
        {
            await base.InitializeAsync();
            return;
        }

        ConnectionString = database;
        await StartAsync();
    }

    public Task<string[]> UploadAsync(int count) => Http.UploadManyAsync(count);

    public Task<long> ProcessingAsync() =>
        Databases.Owner.OneAsync<long>("select count(*) from documents where status = 'processing'");

    public Task<long> RunningAsync() => Databases.Owner.OneAsync<long>("select count(*) from jobs where state = 'running'");
}
