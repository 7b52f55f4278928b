using System.Globalization;
using System.Text;

namespace Numora.Tests.Support;

/// <summary>Writes small PDFs: text at places on pages, rotation, attachments, form fields. WinAnsi characters only.</summary>
sealed class TinyPdf
{
    readonly List<TinyPage> _pages = [];
    readonly List<(string Name, byte[] Bytes)> _attachments = [];

    public TinyPage Page(double width = 595, double height = 842)
    {
        var page = new TinyPage(width, height);
        _pages.Add(page);
        return page;
    }

    public TinyPdf Attach(string name, byte[] bytes)
    {
        _attachments.Add((name, bytes));
        return this;
    }

    /// <summary>One page with lines of 10 points from the top left, for tests that only need some words.</summary>
    public static byte[] OfLines(params string[] lines)
    {
        var pdf = new TinyPdf();
        var page = pdf.Page();
        for (var i = 0; i < lines.Length; i++)
            page.Text(50, 60 + 16 * i, lines[i]);
        return pdf.ToBytes();
    }

    public byte[] ToBytes()
    {
        var objects = new Objects();
        var (catalog, pages) = (objects.Reserve(), objects.Reserve());
        var regular = objects.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        var bold = objects.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        var fields = new List<int>();
        var kids = _pages.Select(p => p.AddTo(objects, pages, regular, bold, fields)).ToList();
        objects.Set(pages, $"<< /Type /Pages /Kids [{References(kids)}] /Count {kids.Count} >>");
        var form = fields.Count == 0 ? "" : $" /AcroForm << /Fields [{References(fields)}] /DA (/F1 10 Tf 0 g) >>";
        objects.Set(catalog, $"<< /Type /Catalog /Pages {pages} 0 R{form}{Names(objects)} >>");
        return objects.ToBytes(catalog);
    }

    string Names(Objects objects)
    {
        if (_attachments.Count == 0)
            return "";
        var names = new StringBuilder();
        foreach (var (name, bytes) in _attachments)
        {
            var file = objects.Add("<< /Type /EmbeddedFile", bytes);
            var spec = objects.Add(
                $"<< /Type /Filespec /F ({Escape(name)}) /UF ({Escape(name)}) /EF << /F {file} 0 R >> >>");
            names.Append(CultureInfo.InvariantCulture, $"({Escape(name)}) {spec} 0 R ");
        }

        return $" /Names << /EmbeddedFiles << /Names [{names}] >> >>";
    }

    internal static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("(", @"\(", StringComparison.Ordinal)
            .Replace(")", @"\)", StringComparison.Ordinal);

    static string References(IEnumerable<int> ids) => string.Join(' ', ids.Select(id => $"{id} 0 R"));

    /// <summary>The numbered objects of a file and its cross-reference table.</summary>
    internal sealed class Objects
    {
        readonly List<byte[]> _bodies = [];

        public int Reserve()
        {
            _bodies.Add([]);
            return _bodies.Count;
        }

        public int Add(string body)
        {
            _bodies.Add(Encoding.Latin1.GetBytes(body));
            return _bodies.Count;
        }

        /// <param name="dictionary">Open: its length and end are added.</param>
        public int Add(string dictionary, byte[] stream)
        {
            _bodies.Add([
                .. Encoding.Latin1.GetBytes($"{dictionary} /Length {stream.Length} >>\nstream\n"),
                .. stream, .. "\nendstream"u8]);
            return _bodies.Count;
        }

        public void Set(int id, string body) => _bodies[id - 1] = Encoding.Latin1.GetBytes(body);

        public byte[] ToBytes(int catalog)
        {
            using var file = new MemoryStream();
            file.Write("%PDF-1.7\n"u8);
            var offsets = new List<long>();
            for (var i = 0; i < _bodies.Count; i++)
            {
                offsets.Add(file.Position);
                file.Write(Encoding.Latin1.GetBytes($"{i + 1} 0 obj\n"));
                file.Write(_bodies[i]);
                file.Write("\nendobj\n"u8);
            }

            var table = file.Position;
            file.Write(Encoding.Latin1.GetBytes($"xref\n0 {_bodies.Count + 1}\n0000000000 65535 f \n"));
            foreach (var offset in offsets)
                file.Write(Encoding.Latin1.GetBytes($"{offset:D10} 00000 n \n"));
            file.Write(Encoding.Latin1.GetBytes(
                $"trailer\n<< /Size {_bodies.Count + 1} /Root {catalog} 0 R >>\nstartxref\n{table}\n%%EOF\n"));
            return file.ToArray();
        }
    }
}

/// <summary>One page of a <see cref="TinyPdf"/>; places are counted from its top left before rotation.</summary>
sealed class TinyPage(double width, double height)
{
    static readonly Encoding s_winAnsi = Encoding.Latin1;

    readonly StringBuilder _content = new();
    readonly List<(string Name, string Value, double X, double Y, double Width, double Height)> _fields = [];
    readonly List<(string Dictionary, byte[] Bytes)> _pictures = [];
    readonly double _height = height;
    string _extra = "";

    /// <summary>Clockwise, as a viewer shows it.</summary>
    public TinyPage Rotated(int degrees) => With($" /Rotate {degrees}");

    /// <summary>Only this part is shown, in PDF units (from the bottom left).</summary>
    public TinyPage Cropped(double x0, double y0, double x1, double y1) =>
        With(Invariant($" /CropBox [{x0} {y0} {x1} {y1}]"));

    /// <param name="y">Of the baseline, from the top.</param>
    public TinyPage Text(double x, double y, string text, double size = 10, bool bold = false) =>
        Draw(Invariant(
            $"BT /{(bold ? "F2" : "F1")} {size} Tf 1 0 0 1 {x} {_height - y} Tm ({TinyPdf.Escape(text)}) Tj ET"));

    /// <summary>Any content operators, e.g. paths.</summary>
    public TinyPage Draw(string operators)
    {
        _content.Append(operators).Append('\n');
        return this;
    }

    /// <summary>A grey JPEG as a scanner puts it in.</summary>
    /// <param name="y">Of its upper edge, from the top.</param>
    public TinyPage Picture(byte[] jpeg, int pixelWidth, int pixelHeight, double x, double y, double width, double height)
    {
        _pictures.Add((Invariant($"<< /Type /XObject /Subtype /Image /Width {pixelWidth} /Height {pixelHeight} ")
            + "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode", jpeg));
        return Draw(Invariant($"q {width} 0 0 {height} {x} {_height - y - height} cm /P{_pictures.Count} Do Q"));
    }

    /// <param name="y">Of the field's upper edge, from the top.</param>
    public TinyPage Field(string name, string value, double x, double y, double fieldWidth, double fieldHeight)
    {
        _fields.Add((name, value, x, y, fieldWidth, fieldHeight));
        return this;
    }

    internal int AddTo(TinyPdf.Objects objects, int parent, int regular, int bold, List<int> fields)
    {
        var content = objects.Add("<<", s_winAnsi.GetBytes(_content.ToString()));
        var widgets = _fields.Select(f => objects.Add(Invariant(
            $"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({f.Name}) /V ({TinyPdf.Escape(f.Value)}) /F 4 ")
            + Invariant($"/Rect [{f.X} {_height - f.Y - f.Height} {f.X + f.Width} {_height - f.Y}] >>"))).ToList();
        fields.AddRange(widgets);
        var annotations = widgets.Count == 0 ? "" : $" /Annots [{string.Join(' ', widgets.Select(w => $"{w} 0 R"))}]";
        var pictures = string.Join(' ', _pictures.Select((p, i) => $"/P{i + 1} {objects.Add(p.Dictionary, p.Bytes)} 0 R"));
        return objects.Add(
            Invariant($"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 {width} {_height}]{_extra}")
            + $" /Resources << /Font << /F1 {regular} 0 R /F2 {bold} 0 R >>"
            + $" /XObject << {pictures} >> >> /Contents {content} 0 R{annotations} >>");
    }

    TinyPage With(string entry)
    {
        _extra += entry;
        return this;
    }

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
