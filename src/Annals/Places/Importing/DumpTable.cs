using System.IO.Compression;
using Annals.Knowledge;

namespace Annals.Places.Importing;

/// <summary>What a file of GeoNames' download page holds.</summary>
internal enum DumpKind
{
    Countries,
    Divisions,
    Places,
    AlternateNames,
}

/// <summary>One table of a dump: a text file, alone, gzipped or within a zip archive.</summary>
internal sealed record DumpTable(string Path, string? Entry, DumpKind Kind)
{
    /// <summary>As it is named in messages.</summary>
    public string Name => Entry is null ? Path : $"{Path}({Entry})";

    /// <summary>The tables of some files, in the order in which they are needed: codes, places, further names.</summary>
    /// <exception cref="KnowledgeException">A file is missing, or is no table of a dump.</exception>
    public static List<DumpTable> Of(IEnumerable<string> paths) =>
        [.. paths.SelectMany(Tables).OrderBy(table => table.Kind)];

    private static IEnumerable<DumpTable> Tables(string path)
    {
        if (!File.Exists(path))
            throw new KnowledgeException(path, 0, "no such file");
        if (!IsZip(path))
            return [new DumpTable(path, null, KindOf(path, System.IO.Path.GetFileName(path), () => OpenPlain(path)))];
        using var zip = ZipFile.OpenRead(path);
        return
        [
            .. zip
                .Entries.Where(entry => IsTable(entry.Name))
                .Select(entry => new DumpTable(path, entry.FullName, KindOf(path, entry.Name, entry.Open))),
        ];
    }

    /// <summary>An archive of GeoNames' holds a page of explanations and a list of languages beside its table.</summary>
    private static bool IsTable(string name) =>
        name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("readme", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("iso-language", StringComparison.OrdinalIgnoreCase);

    private static DumpKind KindOf(string path, string name, Func<Stream> open)
    {
        if (name.StartsWith("countryInfo", StringComparison.OrdinalIgnoreCase))
            return DumpKind.Countries;
        using var stream = open();
        var lines = new DumpLines(stream);
        for (var tries = 0; tries < 100 && lines.Next(out var line); tries++)
            switch (line.Count((byte)'\t'))
            {
                case 18:
                    return DumpKind.Places;
                case 3 when line.IndexOf((byte)'.') >= 0:
                    return DumpKind.Divisions;
                case 7 or 9:
                    return DumpKind.AlternateNames;
            }
        throw new KnowledgeException(
            path,
            0,
            "is no table of GeoNames (19 columns), of its codes (4) or of its names (10)"
        );
    }

    /// <summary>The table's bytes, and how many there will be if that is known.</summary>
    public Stream Open()
    {
        if (Entry is null)
            return OpenPlain(Path);
        var zip = ZipFile.OpenRead(Path);
        return new Owning(zip.GetEntry(Entry)!.Open(), zip);
    }

    private static Stream OpenPlain(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static bool IsZip(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == 'P' && file.ReadByte() == 'K';
    }

    /// <summary>A stream within an archive, which closes the archive with itself.</summary>
    private sealed class Owning(Stream inner, ZipArchive archive) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => inner.Read(buffer);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            archive.Dispose();
            base.Dispose(disposing);
        }
    }
}
