using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;
using Annals.Record;

namespace Annals.Benchmarks;

/// <summary>What a gazetteer costs: opening it, a look-up, and resolving the mentions of articles, on one thread, in processor time.</summary>
internal static class PlaceSpeed
{
    public static void Run(int articles)
    {
        var path = Geocoder.GazetteerOf(KnowledgeFolder.Default);
        var clock = Stopwatch.StartNew();
        using var gazetteer = Gazetteer.Open(path);
        gazetteer.Find("Gao");
        Say("opening and the first look-up", clock.Elapsed.TotalMilliseconds, "ms");
        Say("places", gazetteer.Count, "");
        Say("file", new FileInfo(path).Length / 1e6, "MB");
        var names = Enumerable
            .Range(0, 200_000)
            .Select(number => gazetteer[(int)((number * 7919L) % gazetteer.Count)].Name)
            .ToArray();
        LookUp(gazetteer, names);
        Say("a look-up", Processor(() => LookUp(gazetteer, names)) * 1e9 / names.Length, "ns");
        Resolve(articles);
        Say("memory of the process", Process.GetCurrentProcess().WorkingSet64 / 1e6, "MB");
    }

    private static int LookUp(Gazetteer gazetteer, string[] names)
    {
        var found = 0;
        foreach (var name in names)
            found += gazetteer.Find(name).Count;
        return found;
    }

    private static void Resolve(int articles)
    {
        var news = new SyntheticNews();
        var parser = Parser.Load(KnowledgeFolder.Default);
        var geocoder = Geocoder.Load(KnowledgeFolder.Default);
        var documents = Enumerable
            .Range(0, articles)
            .Select(number => parser.Parse(news.ArticleOf(number)))
            .ToImmutableArray();
        var given = documents.Select(document => Given(document, geocoder)).ToImmutableArray();
        var mentions = given.Sum(document => document.Article.Mentions!.Count);
        Locate(given, geocoder);
        Say("given mentions resolved", mentions / Processor(() => Locate(given, geocoder)), "a second");
        Say("mentions found and resolved", mentions / Processor(() => Locate(documents, geocoder)), "a second");
    }

    private static Document Given(Document document, Geocoder geocoder) =>
        new()
        {
            Article = document.Article with
            {
                Mentions =
                [
                    .. geocoder
                        .Locate(document)
                        .Where(one => one.In is null)
                        .Select(one => new GivenMention(one.Start, one.End)),
                ],
            },
            Sentences = document.Sentences,
            Mentions = document.Mentions,
        };

    private static int Locate(ImmutableArray<Document> documents, Geocoder geocoder)
    {
        var found = 0;
        foreach (var document in documents)
            found += geocoder.Locate(document).Length;
        return found;
    }

    private static double Processor(Func<int> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static void Say(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {value:0.#} | {unit} |"));
}
