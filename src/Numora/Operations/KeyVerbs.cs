using Microsoft.Extensions.Logging.Abstractions;
using Numora.Access;
using Numora.Platform.Jobs;

namespace Numora.Operations;

/// <summary><c>workspaces create</c> and <c>keys create</c>: for the operator, beside a running service or before it.</summary>
static class KeyVerbs
{
    const StringSplitOptions Split = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    public static Task<int> CreateWorkspaceAsync(string name, CancellationToken ct) => WithDbAsync(async db =>
    {
        if (name.Trim().Length is 0 or > 100)
            return Fail("A workspace's name has 1 to 100 characters.");
        var workspace = new Workspace(name.Trim(), TimeProvider.System.Now());
        db.Add(workspace);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return Fail($"There is a workspace {workspace.Name} already.");
        }

        Console.Out.WriteLine($"{workspace.Id} {workspace.Name}");
        return 0;
    }, ct);

    public static Task<int> CreateKeyAsync(
        string workspaceName, string name, string scopes, bool test, CancellationToken ct) =>
        WithDbAsync(async db =>
        {
            IReadOnlyList<string> wanted = scopes == "all" ? Scopes.All : scopes.Split(',', Split);
            if (wanted.Count == 0 || wanted.Except(Scopes.All).Any())
                return Fail($"Scopes: {string.Join(",", Scopes.All)}, or all.");
            if (name.Trim().Length is 0 or > 100)
                return Fail("A key's name has 1 to 100 characters.");
            if (await db.Workspaces.SingleOrDefaultAsync(w => w.Name == workspaceName, ct) is not { } workspace)
                return Fail($"There is no workspace {workspaceName}. Make it first: workspaces create {workspaceName}");

            IReadOnlyList<string> inOrder = [.. Scopes.All.Where(wanted.Contains)];
            var key = new ApiKey(workspace.Id, name.Trim(), inOrder, test, expiresAt: null, TimeProvider.System.Now());
            var secret = ApiKeySecret.NewSecret(test);
            db.AddRange(key, new ApiKeySecret(key, secret));
            await db.SaveChangesAsync(ct);
            Console.Out.WriteLine(secret);
            return 0;
        }, ct);

    static Task<int> WithDbAsync(Func<NumoraDb, Task<int>> work, CancellationToken ct) =>
        AdminDatabase.UseAsync(async (databases, log) =>
        {
            await Migrator.MigrateAsync(databases.Owner, log, ct);
            var services = new ServiceCollection()
                .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddJobs().AddData(databases);
            await using var provider = services.BuildServiceProvider();
            await using var scope = provider.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<NumoraDb>());
        }, ct);

    static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
