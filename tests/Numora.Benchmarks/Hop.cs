using Npgsql;

namespace Numora.Benchmarks;

/// <summary>From the commit of a job on one host to its start on another, both idle.</summary>
static class Hop
{
    const int WarmUps = 20;
    const int Documents = 100;

    public static async Task RunAsync()
    {
        await using var api = await ServiceUnderTest.StartAsync("api");
        using var worker = await api.AddHostAsync("worker");
        for (var i = 0; i < WarmUps + Documents; i++)
        {
            await api.WaitAsync(await api.UploadAsync(SamplePdf.Invoice(3_000_000 + i)), TimeSpan.FromMilliseconds(5));
            await Task.Delay(100); // idle again
        }

        // The job's own time is that of its transaction, so what lies between includes the commit.
        await using var database = NpgsqlDataSource.Create(api.ConnectionString);
        await using var command = database.CreateCommand($"""
            select extract(epoch from s.createdat - j.createdat)::float8 * 1000
            from hangfire.job j join hangfire.state s on s.jobid = j.id and s.name = 'Processing'
            where j.invocationdata ->> 'Method' = 'Read' order by j.id offset {WarmUps}
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var times = new List<double>();
        while (await reader.ReadAsync())
            times.Add(reader.GetDouble(0));
        Console.WriteLine($"commit to start on another host, {times.Count} jobs: {Figures.Of(times)}");

        using var terminate = System.Diagnostics.Process.Start("kill", ["-TERM", $"{worker.Id}"]);
        await terminate.WaitForExitAsync();
        await worker.WaitForExitAsync();
    }
}
