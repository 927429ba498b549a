using System.Globalization;
using Annals.Gate;

// Measures quality through the public commands and holds it against the floors. Usage:
//   gate [--only PREFIX] [--raise] [--lower MEASURE]... [--markdown]
var only = After("--only");
var lowered = args.Where((_, index) => index > 0 && args[index - 1] == "--lower").ToHashSet(StringComparer.Ordinal);
if (!Directory.Exists(Workshop.Shared))
{
    Console.WriteLine(
        $"The gate measures on development data in {Workshop.Shared}, which is not there: nothing was measured."
    );
    return 0;
}
var floors = Floors.Read(Workshop.FloorsFile);
var failed = 0;
Console.WriteLine(
    args.Contains("--markdown")
        ? "| measure | value | floor | set |\n|---|---|---|---|"
        : $"{"measure", -34}{"value", 9}{"floor", 9}"
);
foreach (
    var measure in Measures.All.Where(measure =>
        only is null || measure.Name.StartsWith(only, StringComparison.Ordinal)
    )
)
{
    var set = measure.DigestOfSet();
    foreach (var (name, value) in measure.Take())
    {
        var floor = floors.Of(name, set);
        var below = value is null || value < floor - 0.00005;
        failed += below ? 1 : 0;
        Show(name, value, floor, set, below);
        if (
            value is { } measured
            && (floor is null || (args.Contains("--raise") && measured > floor) || lowered.Contains(name))
        )
            floors.Set(name, Math.Floor(measured * 10000) / 10000, set);
    }
}
if (args.Contains("--raise") || lowered.Count > 0)
    floors.Write(Workshop.FloorsFile);
Console.WriteLine(failed == 0 ? "The floors hold." : $"{failed} below their floor.");
return failed == 0 ? 0 : 1;

string? After(string option) =>
    Array.IndexOf(args, option) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

void Show(string name, double? value, double? floor, string set, bool below)
{
    var (shown, least) = (Number(value), Number(floor));
    if (args.Contains("--markdown"))
        Console.WriteLine($"| {name} | {shown} | {least} | {set} |");
    else
        Console.WriteLine($"{name, -34}{shown, 9}{least, 9}{(below ? "  BELOW" : "")}");
}

static string Number(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
