namespace Numora.Engine.Recognition;

/// <summary>The two ways in which a page is recognised; they err in different places.</summary>
enum Attempt
{
    First,

    /// <summary>Evened out light, another size, another idea of where lines are: for fields that are missing or in doubt.</summary>
    Second,
}
