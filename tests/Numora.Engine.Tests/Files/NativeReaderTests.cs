using Numora.Engine.Files;

namespace Numora.Engine.Tests.Files;

/// <summary>Which file a native library is loaded from.</summary>
public sealed class NativeReaderTests
{
    const string There = "libm.so.6"; // on every Linux that .NET runs on
    const string Nowhere = "/nowhere/libpapyrus.so";

    [Fact]
    public void PDFium_is_looked_for_where_it_was_laid_then_in_the_system_then_in_LibreOffice()
    {
        var candidates = NativeReader.Pdfium.Candidates;

        Assert.Equal("/usr/local/lib/numora/libpdfium.so", candidates[0]);
        Assert.Equal("libpdfium.so", candidates[1]);
        Assert.All(candidates.Skip(2), c => Assert.EndsWith("/libreoffice/program/libpdfiumlo.so", c, StringComparison.Ordinal));
    }

    [Fact]
    public void The_script_lays_PDFium_where_it_is_looked_for_first_and_knows_LibreOffices_place()
    {
        var script = File.ReadAllText(Path.Combine(Root(), "eng", "install.sh"));

        Assert.Contains($"\npdfium={NativeReader.Pdfium.Candidates[0]}\n", script, StringComparison.Ordinal);
        Assert.Contains($"\npdfium_member=.{NativeReader.Pdfium.Candidates[2]}\n", script, StringComparison.Ordinal);
        Assert.Contains($"\npdfium_package={NativeReader.Pdfium.Package}\n", script, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_that_can_be_loaded_is_taken()
    {
        var reader = new NativeReader("papyrus", "Papyri", "libpapyrus1", [Nowhere, There, "libc.so.6"]);

        Assert.Equal(There, reader.Loaded);
        Assert.True(reader.IsInstalled);
    }

    [Fact]
    public void A_file_that_is_no_library_any_more_is_passed_over()
    {
        var broken = Path.Combine(Path.GetTempPath(), $"libpapyrus-{Guid.CreateVersion7()}.so");
        File.WriteAllText(broken, "half a file");
        try
        {
            var reader = new NativeReader("papyrus", "Papyri", "libpapyrus1", [broken, There]);

            Assert.Equal(There, reader.Loaded);
        }
        finally
        {
            File.Delete(broken);
        }
    }

    [Fact]
    public void Where_there_is_none_the_advice_names_the_package()
    {
        var reader = new NativeReader("papyrus", "Papyri", "libpapyrus1", [Nowhere]);

        Assert.False(reader.IsInstalled);
        Assert.Null(reader.Loaded);
        Assert.Contains("libpapyrus1", reader.Advice, StringComparison.Ordinal);
    }

    static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); ; at = at.Parent!)
            if (File.Exists(Path.Combine(at.FullName, "Numora.sln")))
                return at.FullName;
    }
}
