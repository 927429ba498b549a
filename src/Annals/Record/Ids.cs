using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Annals.Record;

/// <summary>Ids are digests of content, so that the same input has the same ids on every machine.</summary>
public static class Ids
{
    /// <summary>"a-" over url (or outlet), title and text.</summary>
    public static string OfArticle(string? url, string? outlet, string? title, string text) =>
        "a-" + Digest(url ?? outlet ?? "", title ?? "", text);

    /// <summary>"r-" over article id, kind, type, first evidence span, speaker and values.</summary>
    public static string OfReport(
        string article,
        ReportKind kind,
        string type,
        TextSpan? evidence,
        string? speaker,
        string values
    ) =>
        "r-"
        + Digest(
            article,
            kind.ToString(),
            type,
            evidence is { } span
                ? string.Create(CultureInfo.InvariantCulture, $"{span.In}:{span.Start}-{span.End}")
                : "",
            speaker ?? "",
            values
        );

    /// <summary>"e-" and the digits of the smallest report id.</summary>
    public static string OfEvent(string smallestReport) =>
        "e-" + (smallestReport.StartsWith("r-", StringComparison.Ordinal) ? smallestReport[2..] : smallestReport);

    /// <summary>16 hex digits of SHA-256 over the parts, parted by a unit separator.</summary>
    public static string Digest(params ReadOnlySpan<string> parts)
    {
        return Digest(Encoding.UTF8.GetBytes(string.Join('\u001F', parts)));
    }

    /// <summary>Of one part in UTF-8.</summary>
    public static string Digest(ReadOnlySpan<byte> utf8)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        return Convert.ToHexStringLower(hash[..8]);
    }
}
