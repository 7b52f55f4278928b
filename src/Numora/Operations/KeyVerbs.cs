using Numora.Access;

namespace Numora.Operations;

/// <summary><c>workspaces create</c> and <c>keys create</c>: for the operator, beside a running service or before it.</summary>
static class KeyVerbs
{
    const StringSplitOptions Split = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    public static Task<int> CreateWorkspaceAsync(string name, CancellationToken ct) => AdminDatabase.WithDbAsync(async db =>
    {
        if (name.Trim().Length is 0 or > 100)
            return AdminDatabase.Fail("A workspace's name has 1 to 100 characters.");
        var workspace = new Workspace(name.Trim(), TimeProvider.System.Now());
        db.Add(workspace);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return AdminDatabase.Fail($"There is a workspace {workspace.Name} already.");
        }

        Console.Out.WriteLine($"{workspace.Id} {workspace.Name}");
        return 0;
    }, ct);

    public static Task<int> CreateKeyAsync(
        string workspaceName, string name, string scopes, bool test, CancellationToken ct) =>
        AdminDatabase.WithDbAsync(async db =>
        {
            IReadOnlyList<string> wanted = scopes == "all" ? Scopes.All : scopes.Split(',', Split);
            if (wanted.Count == 0 || wanted.Except(Scopes.All).Any())
                return AdminDatabase.Fail($"Scopes: {string.Join(",", Scopes.All)}, or all.");
            if (name.Trim().Length is 0 or > 100)
                return AdminDatabase.Fail("A key's name has 1 to 100 characters.");
            if (await db.Workspaces.SingleOrDefaultAsync(w => w.Name == workspaceName, ct) is not { } workspace)
                return AdminDatabase.Fail($"There is no workspace {workspaceName}. Make it first: workspaces create {workspaceName}");

            IReadOnlyList<string> inOrder = [.. Scopes.All.Where(wanted.Contains)];
            var key = new ApiKey(workspace.Id, name.Trim(), inOrder, test, expiresAt: null, TimeProvider.System.Now());
            var secret = ApiKeySecret.NewSecret(test);
            db.AddRange(key, new ApiKeySecret(key, secret));
            await db.SaveChangesAsync(ct);
            Console.Out.WriteLine(secret);
            return 0;
        }, ct);
}
