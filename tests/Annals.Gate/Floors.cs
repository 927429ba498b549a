using System.Globalization;
using Annals.Knowledge;

namespace Annals.Gate;

/// <summary>
/// The least that each measure may be, with a digest of the set that it was measured on: another set has no floor yet.
/// Floors rise by `--raise`; one is lowered only by naming it after `--lower`.
/// </summary>
internal sealed class Floors
{
    private readonly SortedDictionary<string, (double Floor, string Set)> floors = new(StringComparer.Ordinal);

    public static Floors Read(string file)
    {
        var floors = new Floors();
        if (File.Exists(file))
            foreach (var row in Table.Read(file).Rows)
                floors.Set(row.Required("measure"), row.Number("floor"), row.Required("set"));
        return floors;
    }

    /// <summary>Null where nothing was held on this very set before.</summary>
    public double? Of(string measure, string set) =>
        floors.TryGetValue(measure, out var known) && known.Set == set ? known.Floor : null;

    public void Set(string measure, double floor, string set) => floors[measure] = (floor, set);

    public void Write(string file) =>
        File.WriteAllLines(
            file,
            [
                "# The least that each measure may be, and the first digits of the SHA-256 of the set that it was measured on.",
                "measure\tfloor\tset",
                .. floors.Select(one =>
                    string.Create(CultureInfo.InvariantCulture, $"{one.Key}\t{one.Value.Floor:0.0000}\t{one.Value.Set}")
                ),
            ]
        );
}
