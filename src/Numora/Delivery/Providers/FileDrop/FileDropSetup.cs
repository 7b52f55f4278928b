namespace Numora.Delivery.Providers.FileDrop;

static class FileDropSetup
{
    /// <summary>The provider <c>file_drop</c> with its options, <c>Numora:FileDrop</c>.</summary>
    public static void AddFileDrop(this IServiceCollection services)
    {
        services.AddOptions<FileDropOptions>().BindConfiguration("Numora:FileDrop")
            .Validate(FolderRoots.AreUsable, "Numora:FileDrop:Roots must be absolute folders.").ValidateOnStart();
        services.AddSingleton<FolderRoots>();
        services.AddSingleton<IProvider, FileDropProvider>();
    }
}
