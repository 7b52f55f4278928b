using Numora.Engine.Files;

namespace Numora.Engine.Tests.Support;

/// <summary>A test that needs a native library (the name of one of <see cref="NativeReader.All"/>).</summary>
sealed class ReaderFactAttribute : FactAttribute
{
    public ReaderFactAttribute(string library) => Skip = Missing.Reason(library);
}

/// <inheritdoc cref="ReaderFactAttribute"/>
sealed class ReaderTheoryAttribute : TheoryAttribute
{
    public ReaderTheoryAttribute(string library) => Skip = Missing.Reason(library);
}

static class Missing
{
    public static string? Reason(string library)
    {
        var reader = NativeReader.All.Single(r => r.Name == library);
        return reader.IsInstalled ? null : reader.Advice;
    }
}
