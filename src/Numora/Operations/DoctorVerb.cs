namespace Numora.Operations;

static class DoctorVerb
{
    public static Task<int> RunAsync(CancellationToken ct) => Task.FromResult(0);
}
