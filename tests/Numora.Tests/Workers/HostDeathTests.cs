using Numora.Tests.Support;

namespace Numora.Tests.Workers;

[Collection(nameof(RealProcesses))]
public class HostDeathTests
{
    [Fact]
    public async Task A_host_that_is_killed_leaves_no_worker_behind()
    {
        await using var host = await NumoraProcess.StartAsync(await TestPostgres.CreateDatabaseAsync(NumoraApp.MigrateAsync));
        var workers = host.WorkerIds.ToList();
        Assert.Equal(2, workers.Count);
        Assert.All(workers, id => Assert.False(HasEnded(id)));

        host.Kill();

        await Queries.UntilAsync(() => Task.FromResult(workers.All(HasEnded)), $"workers {string.Join(", ", workers)} end");
    }

    /// <summary>Also a process that nobody has asked for its exit code yet: in a container there may be nobody.</summary>
    static bool HasEnded(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[stat.LastIndexOf(')') + 2] is 'Z' or 'X'; // proc(5): the state comes after the name
        }
        catch (IOException)
        {
            return true;
        }
    }
}
