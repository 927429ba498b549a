using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Annals.Benchmarks;

// Measures speed and memory on synthetic articles. Usage:
//   bench [--articles N] [--results FILE]           end to end, by room, and ingest
//   pages FOLDER [--rounds N]                       pages read a second on one thread, warm
//   scale --store STORE [--events N] [--only load|ask|pages|live|archive] [--results FILE] a synthetic record: loads it if the store is new, and asks it
//   copies [--articles N] [--from FILE]             planted copies: how many are found, and how fast
//   intake [--events N,N,...] [--fresh N] [--server POSTGRES] [--results FILE]   bulk loads, then fresh articles into the record
//   places [--articles N]                           opening, look-ups and resolving in the gazetteer of ANNALS_GAZETTEER
//   dump --rows N --out FILE                        a dump in GeoNames' form, for importing
//   language [--text FILE] [--articles N] [--results FILE]   the language room alone, in processor time
//   texts --folder FOLDER [--text FILE]             writes the texts of that for others' programs
//   soak [--articles N] [--minutes M] [--kills K]   ingests for minutes, watches the memory, kills and compares
// The run fails (1) where a floor is missed, the memory grows or a store differs; what cannot be understood is 2.
return args.FirstOrDefault() switch
{
    "soak" => new Soak(Number("--articles", 1000), Number("--minutes", 5), Number("--kills", 50)).Run(),
    "pages" => PageSpeed.Run(args[1], Number("--rounds", 5)),
    "copies" => new PlantedCopies(Number("--articles", 5000), After("--from")).Run(),
    "scale" => new Scale(After("--store")!, Number("--events", 1_000_000)).Run(After("--results"), After("--only")),
    "intake" => new IntakeSpeed(
        [
            .. (After("--events") ?? "30000,100000,300000")
                .Split(',')
                .Select(size => int.Parse(size, CultureInfo.InvariantCulture)),
        ],
        Number("--fresh", 4000),
        After("--server")
    ).Run(After("--results")),
    "places" => Places(Number("--articles", 300)),
    "dump" => Dump(Number("--rows", 1_000_000), After("--out")!),
    "language" => Language(),
    "texts" => Texts(),
    "ingest" => Soak.Ingest(After("--store")!, Number("--first", 0), Number("--articles", 300)),
    null or "--articles" or "--results" => Bench(Number("--articles", 1000)),
    _ => Unusable(),
};

int Bench(int articles) => Report(new Speed(articles).Take(), articles);

int Report(ImmutableArray<Measured> figures, int articles)
{
    var results = After("--results");
    var page = ResultsPage.Of(figures, articles, Machine.Load, TimeProvider.System);
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

int Language()
{
    var texts = After("--pieces") is { } pieces
        ? JsonSerializer.Deserialize<string[]>(File.ReadAllText(pieces))!
        : TextsToRead();
    var figures = new LanguageSpeed(texts).Take();
    if (!args.Contains("--lines"))
        return Report(figures, texts.Length);
    LanguageSpeed.WriteLines(figures);
    return 0;
}

string[] TextsToRead() =>
    After("--text") is { } file
        ? LanguageSpeed.Pieces(File.ReadAllText(file))
        : LanguageSpeed.Synthetic(Number("--articles", 300));

int Texts()
{
    LanguageSpeed.Write(TextsToRead(), After("--folder")!);
    return 0;
}

static int Unusable()
{
    Console.Error.WriteLine(
        "usage: bench [--articles N] [--results FILE] | scale --store STORE [--events N] [--only load|ask|pages|live|archive] [--results FILE] | copies [--articles N] [--from FILE] | soak [--articles N] [--minutes M] [--kills K]"
    );
    return 2;
}

string? After(string option) =>
    Array.IndexOf(args, option) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

int Number(string option, int usual) =>
    After(option) is { } given ? int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture) : usual;
