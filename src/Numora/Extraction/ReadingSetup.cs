using Microsoft.Extensions.Options;
using Numora.Documents;
using Numora.Engine.Workers;

namespace Numora.Extraction;

static class ReadingSetup
{
    /// <summary>The reading processes: for extraction jobs, and for drawing pages.</summary>
    public static IServiceCollection AddReading(this IServiceCollection services, int workers) =>
        services.AddSingleton(s => new WorkerPool(new()
        {
            Size = workers,
            MaxPages = s.GetRequiredService<IOptions<FileLimits>>().Value.MaxPages,
        }));
}
