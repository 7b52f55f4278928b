using Numora.Engine.Ranking;

namespace Numora.Engine.Training;

/// <summary>What to train from and where the result goes.</summary>
/// <param name="Corpus">A folder of sets, each with <c>docs</c> and <c>truth</c>.</param>
/// <param name="Models">The file of models to write; null to print the figures only.</param>
/// <param name="Diagrams">A folder for the reliability diagrams (SVG), or null.</param>
/// <param name="Cache">A folder where the words of the documents are kept between runs, or null.</param>
/// <param name="Errors">Whether every value that is wrong or missing for unseen vendors is listed.</param>
/// <param name="Seed">Decides the folds and the lost labels; the same seed gives the same models.</param>
/// <param name="Folds">2 to 20.</param>
public sealed record TrainingOptions(string Corpus, string? Models, string? Diagrams, string? Cache, int Seed = 1, int Folds = 5,
    bool Errors = false);

/// <summary>Reads a corpus, trains, writes the models, and tells how well they read.</summary>
public static class TrainingRun
{
    /// <param name="progress">Is told what is being done, in a few words.</param>
    /// <returns>The figures as text: those of documents that trained the models, and those of vendors they have not seen.</returns>
    /// <exception cref="IOException">The corpus cannot be read or the result not be written.</exception>
    public static string Run(TrainingOptions options, Action<string> progress)
    {
        var (documents, unreadable) = Load(options, progress);
        if (documents.Count == 0)
            throw new IOException($"{options.Corpus} holds no document with a truth file (SET/docs and SET/truth/ID.json).");
        var trained = new Trainer(documents, options.Seed, options.Folds).Train(progress);
        if (options.Models is not null)
        {
            using var file = File.Create(options.Models);
            ModelFile.Write(file, trained.Models);
        }

        if (options.Diagrams is not null)
            WriteDiagrams(options.Diagrams, trained);
        return TrainingReport.Of(documents, unreadable, trained, options);
    }

    static (List<LabelledDocument> Documents, List<string> Unreadable) Load(TrainingOptions options, Action<string> progress)
    {
        var (documents, unreadable) = (new List<LabelledDocument>(), new List<string>());
        var truths = TruthFile.All(options.Corpus).ToList();
        foreach (var (truth, at) in truths.Select((t, i) => (t, i)))
        {
            progress($"words of {at + 1} of {truths.Count}: {truth.Id}");
            try
            {
                if (LabelledDocument.Load(truth, options.Cache) is { } document)
                    documents.Add(document);
            }
            catch (UnreadableException why)
            {
                unreadable.Add($"{truth.Id}: {why.Message}");
            }
        }

        return (documents, unreadable);
    }

    static void WriteDiagrams(string folder, Trained trained)
    {
        Directory.CreateDirectory(folder);
        foreach (var source in trained.Held.Where(o => o.Field != Calibrated.LineItems).GroupBy(o => (o.Schema, o.Source)))
        {
            var name = $"reliability-{source.Key.Schema}-{source.Key.Source.ToString().ToLowerInvariant()}.svg";
            File.WriteAllText(Path.Combine(folder, name), ReliabilityDiagram.Of(
                $"{source.Key.Schema}, {source.Key.Source.ToString().ToLowerInvariant()}", new([.. source])));
        }
    }
}
