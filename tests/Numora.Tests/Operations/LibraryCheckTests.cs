using Numora.Engine.Files;
using Numora.Operations;
using Numora.Tests.Support;

namespace Numora.Tests.Operations;

/// <summary>What doctor says of a library that was taken out of a Debian package, which apt does not renew.</summary>
public sealed class LibraryCheckTests
{
    static readonly LibraryOrigin Origin = new("libreoffice-core-nogui", "4:7.4.7-1+deb12u14");

    [Fact]
    public void A_laid_library_is_named_with_its_file_its_package_and_its_version()
    {
        var finding = LibraryCheck.Laid(NativeReader.Pdfium, "/usr/local/lib/numora/libpdfium.so", Origin, newer: null);

        Assert.Equal(Verdict.Ok, finding.Verdict);
        Assert.Equal("PDF: /usr/local/lib/numora/libpdfium.so (of libreoffice-core-nogui 4:7.4.7-1+deb12u14)", finding.Says);
    }

    [Fact]
    public void A_newer_version_in_apts_list_is_a_warning_that_says_how_to_fetch_it()
    {
        var finding = LibraryCheck.Laid(NativeReader.Pdfium, "/usr/local/lib/numora/libpdfium.so", Origin, "4:7.4.7-1+deb12u15");

        Assert.Equal(Verdict.Warn, finding.Verdict);
        Assert.Contains("4:7.4.7-1+deb12u14", finding.Says, StringComparison.Ordinal);
        Assert.EndsWith("there is 4:7.4.7-1+deb12u15 now", finding.Says, StringComparison.Ordinal);
        Assert.StartsWith("sh eng/install.sh pdfium", finding.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libreoffice-core-nogui 4:7.4.7-1+deb12u14\n", true)]
    [InlineData("libreoffice-core-nogui", false)]
    [InlineData("", false)]
    public void The_origin_is_read_from_beside_the_file(string written, bool understood)
    {
        using var directory = new ScratchDirectory();
        var library = Path.Combine(directory.Path, "libpdfium.so");
        File.WriteAllText(Path.Combine(directory.Path, "libpdfium.origin"), written);

        Assert.Equal(understood ? Origin : null, LibraryCheck.OriginOf(library));
    }

    [Fact]
    public void A_library_of_the_system_has_no_origin()
    {
        using var directory = new ScratchDirectory();

        Assert.Null(LibraryCheck.OriginOf(Path.Combine(directory.Path, "libpdfium.so")));
        Assert.Null(LibraryCheck.OriginOf("libpdfium.so"));
    }

    [Theory]
    [InlineData("libreoffice-core-nogui:\n  Installed: (none)\n  Candidate: 4:7.4.7-1+deb12u15\n  Version table:\n", "4:7.4.7-1+deb12u15")]
    [InlineData("libreoffice-core-nogui:\n  Installed: 1\n  Candidate: (none)\n", null)]
    [InlineData("", null)]
    public void Apts_candidate_is_read_from_its_policy(string policy, string? candidate) =>
        Assert.Equal(candidate, LibraryCheck.Candidate(policy));
}
