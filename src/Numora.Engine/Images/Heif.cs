using System.Runtime.InteropServices;
using Numora.Engine.Files;

namespace Numora.Engine.Images;

/// <summary>Decodes HEIC through libheif (heif.h), which turns the picture upright by itself.</summary>
static unsafe partial class Heif
{
    const string Library = NativeReader.HeifName;
    const int ColourRgb = 1;
    const int InterleavedRgb = 10; // also the name of the channel
    const int BytesPerPixel = 3;

    public static Picture Decode(FileBytes file)
    {
        NativeReader.Heif.Require();
        var context = heif_context_alloc();
        nint handle = 0, image = 0;
        try
        {
            Check(heif_context_read_from_memory_without_copy(context, file.Start, (nuint)file.Length, null));
            Check(heif_context_get_primary_image_handle(context, &handle));
            ImageHeader.CheckSize(heif_image_handle_get_width(handle), heif_image_handle_get_height(handle), BytesPerPixel);
            Check(heif_decode_image(handle, &image, ColourRgb, InterleavedRgb, null));
            return Copy(image);
        }
        finally
        {
            heif_image_release(image);
            heif_image_handle_release(handle);
            heif_context_free(context);
        }
    }

    static Picture Copy(nint image)
    {
        var width = heif_image_get_width(image, InterleavedRgb);
        var height = heif_image_get_height(image, InterleavedRgb);
        int stride;
        var plane = heif_image_get_plane_readonly(image, InterleavedRgb, &stride);
        if (plane == null || width <= 0 || height <= 0)
            throw ImageHeader.Corrupt();
        var pix = Leptonica.pixCreate(width, height, 32);
        var picture = Picture.Of(pix);
        var data = Leptonica.pixGetData(pix);
        var words = Leptonica.pixGetWpl(pix);
        for (var y = 0; y < height; y++)
        {
            var from = plane + (long)y * stride;
            var to = data + (long)y * words;
            for (var x = 0; x < width; x++, from += BytesPerPixel)
                to[x] = (uint)(from[0] << 24 | from[1] << 16 | from[2] << 8);
        }

        return picture;
    }

    static void Check(Error error)
    {
        if (error.Code != 0)
            throw ImageHeader.Corrupt();
    }

    /// <summary>struct heif_error.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct Error
    {
        public int Code, Subcode;
        public byte* Message;
    }

    [LibraryImport(Library)] private static partial nint heif_context_alloc();

    [LibraryImport(Library)] private static partial void heif_context_free(nint context);

    [LibraryImport(Library)]
    private static partial Error heif_context_read_from_memory_without_copy(
        nint context, byte* data, nuint size, void* options);

    [LibraryImport(Library)]
    private static partial Error heif_context_get_primary_image_handle(nint context, nint* handle);

    [LibraryImport(Library)] private static partial void heif_image_handle_release(nint handle);

    [LibraryImport(Library)] private static partial int heif_image_handle_get_width(nint handle);

    [LibraryImport(Library)] private static partial int heif_image_handle_get_height(nint handle);

    [LibraryImport(Library)]
    private static partial Error heif_decode_image(nint handle, nint* image, int colour, int chroma, void* options);

    [LibraryImport(Library)] private static partial void heif_image_release(nint image);

    [LibraryImport(Library)] private static partial int heif_image_get_width(nint image, int channel);

    [LibraryImport(Library)] private static partial int heif_image_get_height(nint image, int channel);

    [LibraryImport(Library)]
    private static partial byte* heif_image_get_plane_readonly(nint image, int channel, int* stride);
}
