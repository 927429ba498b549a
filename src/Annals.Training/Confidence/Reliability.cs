using System.Globalization;

namespace Annals.Training.Confidence;

/// <summary>One field of one report: how sure it was said to be, and whether it was right.</summary>
internal readonly record struct Decided(string Set, string Field, double Confidence, bool Right);

/// <summary>How well confidences keep what they say: decisions in ten bins of equal width.</summary>
internal static class Reliability
{
    private const int Bins = 10;

    public sealed record Bin(int Decisions, double Said, double Right);

    public static List<Bin> Of(IEnumerable<Decided> decisions) =>
        [
            .. decisions
                .GroupBy(one => Math.Min(Bins - 1, (int)(one.Confidence * Bins)))
                .OrderBy(bin => bin.Key)
                .Select(bin => new Bin(
                    bin.Count(),
                    bin.Average(one => one.Confidence),
                    bin.Average(one => one.Right ? 1.0 : 0)
                )),
        ];

    /// <summary>Expected calibration error: how far what is said lies from what is right, on the average over decisions.</summary>
    public static double Error(IReadOnlyCollection<Decided> decisions) =>
        Of(decisions).Sum(bin => bin.Decisions * Math.Abs(bin.Said - bin.Right)) / Math.Max(1, decisions.Count);

    /// <summary>The share right against the confidence said, as a picture.</summary>
    public static string Picture(IReadOnlyCollection<Decided> decisions)
    {
        const int side = 300;
        const int margin = 45;
        var bins = Of(decisions);
        string X(double share) => Digits(margin + (share * side));
        string Y(double share) => Digits(margin + side - (share * side));
        var lines = new List<string>
        {
            """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="410" font-family="sans-serif" font-size="12">""",
            "<title>Reliability of the confidences of fields</title>",
            """<rect x="45" y="45" width="300" height="300" fill="none" stroke="#888"/>""",
            """<line x1="45" y1="345" x2="345" y2="45" stroke="#aaa" stroke-dasharray="4 4"/>""",
        };
        for (var tick = 0; tick <= Bins; tick += 2)
        {
            var share = tick / (double)Bins;
            var number = share.ToString("0.#", CultureInfo.InvariantCulture);
            lines.Add(
                $"""<text x="{X(share)}" y="361" text-anchor="middle">{number}</text><text x="39" y="{Digits(margin + 4 + side - (share * side))}" text-anchor="end">{number}</text>"""
            );
        }
        lines.Add(
            $"""<polyline fill="none" stroke="#1f5fa8" stroke-width="1.5" points="{string.Join(' ', bins.Select(bin => $"{X(bin.Said)},{Y(bin.Right)}"))}"/>"""
        );
        lines.AddRange(
            bins.Select(bin =>
                $"""<circle cx="{X(bin.Said)}" cy="{Y(bin.Right)}" r="{Digits(2 + Math.Min(7, Math.Sqrt(bin.Decisions) / 5))}" fill="#1f5fa8" fill-opacity="0.7"><title>{Whole(bin.Decisions)} decisions</title></circle>"""
            )
        );
        lines.Add("""<text x="195.0" y="381" text-anchor="middle">confidence said</text>""");
        lines.Add(
            """<text x="14" y="195.0" text-anchor="middle" transform="rotate(-90 14 195.0)">share right</text>"""
        );
        lines.Add(
            $"""<text x="195.0" y="29" text-anchor="middle">{Whole(decisions.Count)} decisions on texts not fitted on; error {Error(decisions).ToString("0.000", CultureInfo.InvariantCulture)}</text></svg>"""
        );
        return string.Join('\n', lines) + "\n";
    }

    private static string Digits(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
