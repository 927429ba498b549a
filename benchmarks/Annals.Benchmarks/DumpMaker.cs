using System.Globalization;
using System.Text;
using Annals.Places;

namespace Annals.Benchmarks;

/// <summary>
/// Writes a dump of any size in GeoNames' form: the shapes of a real one (names of one to three words, two or three other names, most places
/// without people), seeded, so that row number n is the same on every machine.
/// </summary>
internal static class DumpMaker
{
    private static readonly string[] Starts =
    [
        "Ba",
        "Ko",
        "Ma",
        "Di",
        "Sa",
        "Tel",
        "Nor",
        "Gra",
        "Wil",
        "Ha",
        "Ri",
        "Cha",
        "Que",
        "Zor",
        "Pla",
        "Um",
    ];
    private static readonly string[] Middles =
    [
        "ra",
        "li",
        "man",
        "so",
        "ber",
        "tin",
        "ka",
        "vo",
        "du",
        "ne",
        "ghi",
        "ley",
        "mo",
        "sta",
    ];
    private static readonly string[] Ends =
    [
        "bad",
        "ville",
        "ton",
        "pur",
        "grad",
        "a",
        "ou",
        "ya",
        "field",
        "berg",
        "ia",
        "stan",
        "",
        "dorf",
    ];
    private static readonly string[] Kinds =
    [
        "",
        "",
        "",
        "Hill ",
        "Wadi ",
        "Lake ",
        "New ",
        "Upper ",
        "Mount ",
        "Rio ",
    ];
    private static readonly (string Class, string Code)[] Features =
    [
        ("P", "PPL"),
        ("P", "PPL"),
        ("P", "PPL"),
        ("H", "STM"),
        ("T", "HLL"),
        ("T", "MT"),
        ("S", "SCH"),
        ("S", "HTL"),
        ("L", "AREA"),
        ("H", "LK"),
        ("S", "CH"),
        ("V", "FRST"),
    ];

    public static void Write(string path, long rows)
    {
        using var gazetteer = Gazetteer.Open(Geocoder.GazetteerOf(Knowledge.KnowledgeFolder.Default));
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20) { NewLine = "\n" };
        for (var row = 0L; row < rows; row++)
            file.WriteLine(Row(row, gazetteer));
    }

    private static string Row(long row, Gazetteer gazetteer)
    {
        var dice = Mix((ulong)row);
        var (featureClass, code) = Features[dice % (ulong)Features.Length];
        // Near a real place, in its country and division.
        var near = gazetteer[(int)(60_000 + (Mix(dice) % (ulong)(gazetteer.Count - 60_000)))];
        var name = Name(Mix(dice + 1));
        var people = featureClass == "P" && dice % 12 == 0 ? (long)(Mix(dice + 2) % 40_000) : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{1_500_000 + row}\t{name}\t{name}\t{Name(Mix(dice + 3))},{Name(Mix(dice + 4))}\t{near.Lat:0.#####}\t{near.Lon:0.#####}\t{featureClass}\t{code}\tUS\t\tTX\t\t\t\t{people}\t\t100\tEtc/UTC\t2020-01-01"
        );
    }

    private static string Name(ulong dice) =>
        Kinds[dice % (ulong)Kinds.Length]
        + Starts[(dice >> 8) % (ulong)Starts.Length]
        + Middles[(dice >> 16) % (ulong)Middles.Length]
        + Middles[(dice >> 24) % (ulong)Middles.Length]
        + (((dice >> 48) & 1) == 0 ? Middles[(dice >> 40) % (ulong)Middles.Length] : "")
        + Ends[(dice >> 32) % (ulong)Ends.Length];

    /// <summary>SplitMix64: a number from a number, with no state.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
