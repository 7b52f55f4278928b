namespace Numora.Engine;

/// <summary>Whom to tell how far the reading of a file is: deadlines hang on it.</summary>
/// <param name="Opened">Is told the number of pages before they are read.</param>
/// <param name="Recognising">Is told before each page whose text is read off its picture.</param>
sealed record ReadingProgress(Action<int> Opened, Action Recognising)
{
    public static ReadingProgress Untold { get; } = new(_ => { }, () => { });
}
