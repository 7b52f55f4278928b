using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Numora.Tests.Support;

/// <summary>Commands in a row, as a failing test prints them.</summary>
sealed record Sequence<T>(IReadOnlyList<T> Commands)
{
    public override string ToString() => string.Join("; ", Commands);
}

/// <summary>Generated sequences of commands; one that fails is made as short as it can be and printed.</summary>
static class Sequences
{
    /// <summary>How many sequences each model is tried with; unset: what continuous integration has time for.</summary>
    const string Variable = "NUMORA_MODEL_SEQUENCES";
    const int InContinuousIntegration = 500;

    /// <param name="commands">What a sequence is made of, each with how often it comes.</param>
    /// <param name="longest">How long a sequence can be.</param>
    /// <param name="holds">Throws where the model and what is tested differ.</param>
    public static void Hold<T>(IEnumerable<(int Weight, T Command)> commands, int longest, Action<Sequence<T>> holds)
    {
        var one = Gen.Frequency(commands.Select(c => (c.Weight, Gen.Constant(c.Command))).ToArray());
        var sequences = Arb.From(Gen.ListOf(one).Select(some => new Sequence<T>([.. some])), Shorter);
        var count = int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var more)
            ? more : InContinuousIntegration;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithStartSize(1).WithEndSize(longest),
            Prop.ForAll(sequences, holds));
    }

    static IEnumerable<Sequence<T>> Shorter<T>(Sequence<T> sequence)
    {
        var all = sequence.Commands;
        for (var gap = all.Count / 2; gap >= 1; gap /= 2)
            for (var from = 0; from + gap <= all.Count; from += gap)
                yield return new([.. all.Take(from), .. all.Skip(from + gap)]);
    }
}
