using System.CommandLine;

namespace Numora.Operations;

/// <summary>The verbs of the executable (api.md §8).</summary>
static class Verbs
{
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Numora: documents in, confirmed data out. Without a verb it serves.")
        {
            Serve(), Extract(), Workspaces(), Keys(), PeopleVerbs.Command(), Migrate(), Doctor(), Train(),
        };
        root.SetAction((_, ct) => ServeVerb.RunAsync(ct));
        // The host ends in its own time and order (HostLimits.Shutdown); two seconds, the default, would cut it off.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    static Command Serve()
    {
        var serve = new Command("serve", "Serves the API and runs the jobs (the default).");
        serve.SetAction((_, ct) => ServeVerb.RunAsync(ct));
        return serve;
    }

    static Command Extract()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files, and folders for all files below them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var schema = new Option<string>("--schema")
        {
            Description = "invoice_v2, receipt_v1, contract_v1, or auto to have it found out.",
            DefaultValueFactory = _ => Engine.Schemas.Auto,
        };
        schema.AcceptOnlyFromAmong([.. Engine.Schemas.All.Select(s => s.Id), Engine.Schemas.Auto]);
        var json = new Option<bool>("--json") { Description = "One line of JSON a file, in the order given." };
        var fields = new Option<bool>("--fields") { Description = "All fields of each file, also where there are many." };
        var extract = new Command("extract", "Reads files and prints their fields. Needs no database.")
        {
            paths, schema, json, fields,
        };
        extract.SetAction((parsed, ct) => ExtractVerb.RunAsync(new(parsed.GetRequiredValue(paths),
            parsed.GetRequiredValue(schema), parsed.GetValue(json), parsed.GetValue(fields)), ct));
        return extract;
    }

    static Command Workspaces()
    {
        var name = new Argument<string>("name") { Description = "1 to 100 characters, unique." };
        var create = new Command("create", "Makes a workspace.") { name };
        create.SetAction((parsed, ct) => KeyVerbs.CreateWorkspaceAsync(parsed.GetRequiredValue(name), ct));
        return new Command("workspaces", "Manages workspaces.") { create };
    }

    static Command Keys()
    {
        var workspace = new Option<string>("--workspace") { Description = "The workspace's name.", Required = true };
        var name = new Option<string>("--name") { Description = "What the key is for.", Required = true };
        var scopes = new Option<string>("--scopes")
        {
            Description = "Separated by commas; all for every scope.",
            Required = true,
        };
        var test = new Option<bool>("--test") { Description = "Makes an sk_test_ key." };
        var create = new Command("create", "Makes a key and prints its secret once.") { workspace, name, scopes, test };
        create.SetAction((parsed, ct) => KeyVerbs.CreateKeyAsync(
            parsed.GetRequiredValue(workspace), parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes),
            parsed.GetValue(test), ct));
        return new Command("keys", "Manages API keys.") { create };
    }

    static Command Migrate()
    {
        var migrate = new Command("migrate", "Brings the database to this program's schema and ends.");
        migrate.SetAction((_, ct) => MigrateVerb.RunAsync(ct));
        return migrate;
    }

    static Command Doctor()
    {
        var doctor = new Command(
            "doctor", "Checks PostgreSQL, the document tools, disk and egress, and says how to mend what is missing.");
        doctor.SetAction((_, ct) => DoctorVerb.RunAsync(ct));
        return doctor;
    }

    static Command Train()
    {
        var corpus = new Argument<string>("corpus") { Description = "A folder of sets, each with docs/ and truth/ID.json." };
        var models = new Option<string?>("--out") { Description = "Write the models here (src/Numora.Engine/Ranking/models.json)." };
        var diagrams = new Option<string?>("--diagrams") { Description = "Write reliability diagrams (SVG) into this folder." };
        var cache = new Option<string?>("--cache") { Description = "Keep the words of the documents here: recognition is slow." };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same models.", DefaultValueFactory = _ => 1 };
        var folds = new Option<int>("--folds") { Description = "2 to 20.", DefaultValueFactory = _ => 5 };
        var errors = new Option<bool>("--errors") { Description = "List what is wrong or missing for unseen vendors." };
        folds.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 2 or > 20)
                r.AddError("--folds takes 2 to 20.");
        });
        var train = new Command("train", "For developers: fits the engine's models to labelled documents, cross-validated by vendor.")
        {
            corpus, models, diagrams, cache, seed, folds, errors,
        };
        train.SetAction(parsed => TrainVerb.Run(new(parsed.GetRequiredValue(corpus), parsed.GetValue(models),
            parsed.GetValue(diagrams), parsed.GetValue(cache), parsed.GetValue(seed), parsed.GetValue(folds),
            parsed.GetValue(errors))));
        return train;
    }
}
