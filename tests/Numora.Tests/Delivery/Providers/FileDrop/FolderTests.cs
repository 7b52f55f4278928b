using Numora.Delivery.Providers;
using Numora.Delivery.Providers.FileDrop;
using Numora.Tests.Support;
using static Numora.Tests.Delivery.Providers.FileDrop.DropTargets;

namespace Numora.Tests.Delivery.Providers.FileDrop;

public sealed class FolderTests : IDisposable
{
    readonly ScratchDirectory _folder = new();
    readonly FileDropProvider _provider = Provider();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_document_becomes_one_file_however_often_it_is_pushed()
    {
        var push = Push(Folder(_folder.Path), Invoice());

        var absent = await _provider.FindAsync(push, default);
        var first = await _provider.PushAsync(push, default);
        var found = await _provider.FindAsync(push, default);
        var second = await _provider.PushAsync(push, default);
        var changed = await _provider.PushAsync(Push(Folder(_folder.Path), Invoice(120m)), default);
        var other = await _provider.FindAsync(push, default);

        Assert.Equal(new FindAnswer.Absent(), absent);
        Assert.Equal(new PushAnswer.Done("doc_01.json", null, "created"), first);
        Assert.Equal(new FindAnswer.Found("doc_01.json", null, Same: true), found);
        Assert.Equal(new PushAnswer.Done("doc_01.json", null, "unchanged"), second);
        Assert.Equal(new PushAnswer.Done("doc_01.json", null, "updated"), changed);
        Assert.Equal(new FindAnswer.Found("doc_01.json", null, Same: false), other);
        Assert.Equal(["doc_01.json"], NamesIn(_folder));
        Assert.Equal(
            [
                $"Wrote doc_01.json (257 bytes) to the folder {_folder.Path}.",
                $"doc_01.json was in the folder {_folder.Path} already with the same content; nothing was written.",
            ],
            Said(push));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_cleaned_up_and_a_living_ones_file_is_not()
    {
        var (dead, alive) = (_folder.Path + "/.doc_01.json.dead.part", _folder.Path + "/.doc_01.json.alive.part");
        await File.WriteAllTextAsync(dead, "half");
        await File.WriteAllTextAsync(_folder.Path + "/.doc_02.json.x.part", "another document's");
        await File.WriteAllTextAsync(_folder.Path + "/.doc_01.json.young.part", "about to be renamed");
        await using var writing = new FileStream(alive, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        foreach (var old in new[] { dead, alive })
            File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(old).AddMinutes(-2));

        await _provider.PushAsync(Push(Folder(_folder.Path), Invoice()), default);

        Assert.Equal(
            [".doc_01.json.alive.part", ".doc_01.json.young.part", ".doc_02.json.x.part", "doc_01.json"], NamesIn(_folder));
    }

    [Fact]
    public async Task Twenty_writers_at_once_leave_one_whole_file()
    {
        var pushes = Enumerable.Range(0, 20).Select(i => Push(Folder(_folder.Path), Invoice(100m + i % 2))).ToList();

        var answers = await Task.WhenAll(pushes.Select(p => Task.Run(() => _provider.PushAsync(p, default))));

        Assert.All(answers, a => Assert.IsType<PushAnswer.Done>(a));
        Assert.Equal(["doc_01.json"], NamesIn(_folder));
        var states = new List<bool>();
        foreach (var push in pushes[..2])
            states.Add(((FindAnswer.Found)await _provider.FindAsync(push, default)).Same);
        Assert.Single(states, s => s);
    }

    [Fact]
    public async Task A_link_under_the_files_name_is_replaced_and_not_followed()
    {
        using var elsewhere = new ScratchDirectory();
        var secret = elsewhere.Path + "/secret";
        await File.WriteAllTextAsync(secret, "untouched");
        File.CreateSymbolicLink(_folder.Path + "/doc_01.json", secret);

        await _provider.PushAsync(Push(Folder(_folder.Path), Invoice()), default);

        Assert.Equal("untouched", await File.ReadAllTextAsync(secret));
        Assert.Null(new FileInfo(_folder.Path + "/doc_01.json").LinkTarget);
    }

    [Fact]
    public async Task A_push_that_is_cancelled_while_writing_leaves_nothing()
    {
        var push = Push(Folder(_folder.Path), Invoice());
        var document = push.Document with
        {
            File = new PushFile("a.pdf", "application/pdf", 3, async (to, ct) =>
            {
                await to.WriteAsync("hal"u8.ToArray(), ct);
                throw new OperationCanceledException();
            }),
        };

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => _provider.AttachAsync(push with { Document = document }, "doc_01.json", default));

        Assert.Empty(NamesIn(_folder));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_or_not_to_be_written_is_a_final_answer_that_says_so()
    {
        var missing = Push(Folder(_folder.Path + "/none"), Invoice());
        var closed = Push(Folder("/sys/kernel"), Invoice()); // not even root may create a file there

        var noFolder = Assert.IsType<PushAnswer.Refused>(await _provider.PushAsync(missing, default));
        var notAllowed = Assert.IsType<PushAnswer.Refused>(await _provider.PushAsync(closed, default));

        Assert.Equal("destination_unreachable", noFolder.Code);
        Assert.Equal($"There is no folder {_folder.Path}/none on this host.", noFolder.Reason);
        Assert.Equal("destination_refused", notAllowed.Code);
        Assert.Equal($"doc_01.json was not written to the folder {_folder.Path}/none: {noFolder.Reason}", Assert.Single(Said(missing)));
        Assert.Equal((false, noFolder.Reason), await TestAsync(missing.Target));
        Assert.False((await TestAsync(closed.Target)).Item1);
    }

    [Fact]
    public async Task A_test_writes_and_deletes_a_file()
    {
        var answer = await TestAsync(Folder(_folder.Path));

        Assert.Equal((true, $"A file could be written to {_folder.Path} and deleted again."), answer);
        Assert.Empty(NamesIn(_folder));
    }

    [Theory]
    [InlineData(28, "destination_busy", "The disk of /drop is full.")]
    [InlineData(122, "destination_busy", "The quota of /drop is used up.")]
    [InlineData(5, "destination_unreachable", "/drop could not be used: Input/output error")]
    public void A_disk_in_trouble_is_tried_again_later(int errno, string code, string reason)
    {
        var place = new FolderPlace("/drop", new(Microsoft.Extensions.Options.Options.Create(new FileDropOptions())));

        Assert.Equal(new PushAnswer.TryLater(code, reason), place.Explain(new IOException("Input/output error", errno)));
        Assert.Null(place.Explain(new InvalidOperationException()));
    }

    [Fact]
    public async Task The_original_file_lies_beside_it_under_the_same_name()
    {
        var push = Push(Folder(_folder.Path), Invoice());
        await _provider.PushAsync(push, default);

        var first = await _provider.AttachAsync(push, "doc_01.json", default);
        var second = await _provider.AttachAsync(push, "doc_01.json", default);
        var declined = await _provider.AttachAsync(
            push with { Target = Folder(_folder.Path, more: ",\"attach_file\":false") }, "doc_01.json", default);

        Assert.Equal(new PushAnswer.Done("doc_01.pdf", null, "written"), first);
        Assert.Equal(first, second);
        Assert.IsType<PushAnswer.NothingToDo>(declined);
        Assert.Equal(["doc_01.json", "doc_01.pdf"], NamesIn(_folder));
        Assert.Equal("pdf", await File.ReadAllTextAsync(_folder.Path + "/doc_01.pdf"));
    }

    [Theory]
    [InlineData("a.JSON", "doc_01.original.json")] // must not replace the file that was made
    [InlineData("a.tar.gz", "doc_01.gz")]
    [InlineData("noextension", "doc_01.original")]
    [InlineData("a.p/../x", "doc_01.original")]
    [InlineData("a.verylongextension", "doc_01.original")]
    public void The_original_keeps_its_extension_where_that_is_plain(string original, string expected) =>
        Assert.Equal(expected, FileNames.OfOriginal(null, Invoice() with
        {
            File = new PushFile(original, "x/y", 1, (_, _) => Task.CompletedTask),
        }, ".json"));

    [Fact]
    public async Task A_link_out_of_the_allowed_folders_is_refused()
    {
        using var elsewhere = new ScratchDirectory();
        Directory.CreateSymbolicLink(_folder.Path + "/out", elsewhere.Path);
        Directory.CreateSymbolicLink(_folder.Path + "/loop", _folder.Path + "/loop");
        Directory.CreateDirectory(_folder.Path + "/in");
        Directory.CreateSymbolicLink(_folder.Path + "/link", "in");
        var provider = Provider(roots: _folder.Path);

        var outside = await provider.PushAsync(Push(Folder(_folder.Path + "/out"), Invoice()), default);
        var inside = await provider.PushAsync(Push(Folder(_folder.Path + "/link"), Invoice()), default);

        Assert.Equal("destination_refused", Assert.IsType<PushAnswer.Refused>(outside).Code);
        Assert.Empty(NamesIn(elsewhere));
        Assert.IsType<PushAnswer.Done>(inside);
        Assert.True(File.Exists(_folder.Path + "/in/doc_01.json"));
    }

    async Task<(bool, string)> TestAsync(Target target) =>
        await _provider.TestAsync(target, default) is var answer ? (answer.Ok, answer.Detail) : default;
}
