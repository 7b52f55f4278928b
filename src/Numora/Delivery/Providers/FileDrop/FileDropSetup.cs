namespace Numora.Delivery.Providers.FileDrop;

static class FileDropSetup
{
    /// <summary>The provider <c>file_drop</c> with its options, <c>Numora:FileDrop</c>.</summary>
    public static void AddFileDrop(this IServiceCollection services)
    {
        services.AddSettings<FileDropOptions>();
        services.AddSingleton<FolderRoots>();
        services.AddSingleton<IProvider, FileDropProvider>();
    }
}
