using Numora.Engine.Training;

namespace Numora.Operations;

/// <summary><c>train CORPUS</c>: fits the engine's models to labelled documents and prints how well they read.</summary>
static class TrainVerb
{
    public static int Run(TrainingOptions options)
    {
        if (!Directory.Exists(options.Corpus))
        {
            Console.Error.WriteLine($"There is no folder {options.Corpus}.");
            return 1;
        }

        var last = "";
        Console.Out.Write(TrainingRun.Run(options, what =>
        {
            if (!Console.IsErrorRedirected)
                Console.Error.Write($"\r{what.PadRight(last.Length)}");
            last = what;
        }));
        if (!Console.IsErrorRedirected)
            Console.Error.Write($"\r{new string(' ', last.Length)}\r");
        return 0;
    }
}
