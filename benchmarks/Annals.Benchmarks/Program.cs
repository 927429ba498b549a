using System.Globalization;
using Annals.Benchmarks;

// Measures speed and memory on synthetic articles. Usage:
//   bench [--articles N] [--results FILE]           end to end, by room, and ingest
//   pages FOLDER [--rounds N]                       pages read a second on one thread, warm
//   scale --store STORE [--events N] [--results FILE] a synthetic record: loads it if the store is new, and asks it
//   copies [--articles N] [--from FILE]             planted copies: how many are found, and how fast
//   places [--articles N]                           opening, look-ups and resolving in the gazetteer of ANNALS_GAZETTEER
//   dump --rows N --out FILE                        a dump in GeoNames' form, for importing
//   soak [--articles N] [--minutes M] [--kills K]   ingests for minutes, watches the memory, kills and compares
// The run fails (1) where a floor is missed, the memory grows or a store differs; what cannot be understood is 2.
return args.FirstOrDefault() switch
{
    "soak" => new Soak(Number("--articles", 1000), Number("--minutes", 5), Number("--kills", 50)).Run(),
    "pages" => PageSpeed.Run(args[1], Number("--rounds", 5)),
    "copies" => new PlantedCopies(Number("--articles", 5000), After("--from")).Run(),
    "scale" => new Scale(After("--store")!, Number("--events", 1_000_000)).Run(After("--results")),
    "places" => Places(Number("--articles", 300)),
    "dump" => Dump(Number("--rows", 1_000_000), After("--out")!),
    "ingest" => Soak.Ingest(After("--store")!, Number("--first", 0), Number("--articles", 300)),
    null or "--articles" or "--results" => Bench(Number("--articles", 1000), After("--results")),
    _ => Unusable(),
};

static int Bench(int articles, string? results)
{
    var load = Machine.Load;
    var figures = new Speed(articles).Take();
    var page = ResultsPage.Of(figures, articles, load, TimeProvider.System);
    Console.Write(page);
    if (results is not null)
        File.WriteAllText(results, page);
    return figures.Any(figure => figure.Below) ? 1 : 0;
}

static int Places(int articles)
{
    PlaceSpeed.Run(articles);
    return 0;
}

static int Dump(int rows, string path)
{
    DumpMaker.Write(path, rows);
    return 0;
}

static int Unusable()
{
    Console.Error.WriteLine(
        "usage: bench [--articles N] [--results FILE] | scale --store STORE [--events N] [--results FILE] | copies [--articles N] [--from FILE] | soak [--articles N] [--minutes M] [--kills K]"
    );
    return 2;
}

string? After(string option) =>
    Array.IndexOf(args, option) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

int Number(string option, int usual) =>
    After(option) is { } given ? int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture) : usual;
