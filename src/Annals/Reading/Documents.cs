using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Annals.Reading;

/// <summary>Word's and PDF's documents to the text that they show.</summary>
internal static class Documents
{
    /// <summary>More unpacked text than this is no document but a bomb.</summary>
    private const int LongestXml = 64 << 20;

    /// <exception cref="InvalidDataException">It is no such document, or unpacks to too much.</exception>
    public static string Docx(ReadOnlyMemory<byte> content)
    {
        using var archive = new ZipArchive(new MemoryStream(content.ToArray()), ZipArchiveMode.Read);
        var entry =
            archive.GetEntry("word/document.xml") ?? throw new InvalidDataException("no word/document.xml in it");
        using var packed = entry.Open();
        var bytes =
            new PeekedStream(packed).ReadWhole(LongestXml)
            ?? throw new InvalidDataException($"unpacks to more than {LongestXml} bytes");
        try
        {
            using var xml = XmlReader.Create(
                new MemoryStream(bytes),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            return string.Join(
                "\n\n",
                XDocument
                    .Load(xml)
                    .Descendants()
                    .Where(node => node.Name.LocalName == "p")
                    .Select(Paragraph)
                    .Where(text => text.Length > 0)
            );
        }
        catch (XmlException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static string Paragraph(XElement paragraph)
    {
        var text = new StringBuilder();
        foreach (var node in paragraph.Descendants())
            switch (node.Name.LocalName)
            {
                case "t":
                    text.Append(node.Value);
                    break;
                case "tab":
                    text.Append('\t');
                    break;
                case "br" or "cr":
                    text.Append('\n');
                    break;
            }
        return text.ToString().Trim();
    }

    /// <exception cref="InvalidDataException">It is no PDF that can be opened.</exception>
    public static string Pdf(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = PdfDocument.Open(content.ToArray());
            return string.Join(
                "\n\n",
                document
                    .GetPages()
                    .Select(page => ContentOrderTextExtractor.GetText(page, addDoubleNewline: true).Trim())
            );
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or InvalidDataException))
        {
            // The library tells broken files by exceptions of many kinds.
            throw new InvalidDataException($"no PDF that can be read: {exception.Message}", exception);
        }
    }
}
