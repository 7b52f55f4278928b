namespace Numora.Engine.Pages;

/// <summary>Numbers of pages for a person.</summary>
static class PageNumbers
{
    /// <summary>A text file may have thousands.</summary>
    const int MostNamed = 10;

    public static string Named(IReadOnlyList<int> numbers)
    {
        var list = string.Join(", ", numbers.Take(MostNamed)) + (numbers.Count > MostNamed ? " and more" : "");
        return numbers.Count == 1 ? $"Page {list}" : $"Pages {list}";
    }
}
