using Numora.Tests.Support;

namespace Numora.Benchmarks;

static class SamplePdf
{
    /// <summary>The tests' one-page invoice with this number, so that no two are duplicates.</summary>
    public static byte[] Invoice(int number) => Samples.Invoice($"B-{number}");
}
