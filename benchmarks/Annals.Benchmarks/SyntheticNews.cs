using System.Globalization;
using System.Text;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Benchmarks;

/// <summary>
/// News that never happened, for measuring: article number n is the same in every run. Sentences and names come from
/// synthetic/*.tsv; figures, dates and the order of the sentences from the seed.
/// </summary>
internal sealed class SyntheticNews
{
    private readonly string[] leads;
    private readonly string[] bodies;
    private readonly Dictionary<string, string[]> words;
    private readonly int seed;

    public SyntheticNews(int seed = 1)
    {
        this.seed = seed;
        var folder = Path.Combine(AppContext.BaseDirectory, "synthetic");
        var sentences = Table.Read(Path.Combine(folder, "sentences.tsv")).Rows;
        leads = [.. sentences.Where(row => row["part"] == "lead").Select(row => row.Required("sentence"))];
        bodies = [.. sentences.Where(row => row["part"] == "body").Select(row => row.Required("sentence"))];
        words = Table
            .Read(Path.Combine(folder, "words.tsv"))
            .Rows.ToDictionary(row => row["slot"], row => row.Required("words").Split('|'), StringComparer.Ordinal);
    }

    /// <summary>So long is an article, give or take the end of a sentence.</summary>
    public const int Words = 300;

    /// <summary>Article lines, as `annals read` writes them, one page each.</summary>
    public IEnumerable<Page> Pages(int first, int count) => Enumerable.Range(first, count).Select(PageOf);

    private Page PageOf(int number) =>
        new()
        {
            Path = $"synthetic/{number.ToString(CultureInfo.InvariantCulture)}",
            Content = Encoding.UTF8.GetBytes(Json.Write(ArticleOf(number))),
            Format = "jsonl",
        };

    public Article ArticleOf(int number)
    {
        // Pseudo-random on purpose: the same articles on every machine.
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var day = new DateOnly(2015, 1, 1).AddDays(random.Next(3650));
        var place = Pick(random, "place");
        var text = new StringBuilder($"{place.ToUpperInvariant()} - ");
        var count = 0;
        Add(text, Fill(leads[random.Next(leads.Length)], random, place, day), ref count);
        var order = Enumerable.Range(0, bodies.Length).ToArray();
        random.Shuffle(order);
        for (var i = 0; count < Words && i < order.Length; i++)
        {
            text.Append(i % 2 == 0 ? "\n\n" : " ");
            Add(text, Fill(bodies[order[i]], random, place, day), ref count);
        }
        return new Article
        {
            Id = $"synthetic-{number.ToString(CultureInfo.InvariantCulture)}",
            Title = Fill("{Attacker} blamed after {n} die in {place}", random, place, day),
            Outlet = "The Synthetic Times",
            Language = "en",
            Published = new Publication
            {
                From = day,
                To = day,
                Precision = TimePrecision.Day,
                Basis = PublicationBasis.Metadata,
            },
            Text = text.ToString(),
        };
    }

    private static void Add(StringBuilder text, string sentence, ref int count)
    {
        text.Append(sentence);
        count += sentence.Count(letter => letter == ' ') + 1;
    }

    private string Fill(string sentence, Random random, string place, DateOnly day)
    {
        var filled = new StringBuilder();
        var at = 0;
        while (sentence.IndexOf('{', at) is var open and >= 0)
        {
            var close = sentence.IndexOf('}', open);
            filled.Append(sentence, at, open - at);
            var slot = sentence[(open + 1)..close];
            var value = Value(slot.ToLowerInvariant(), random, place, day);
            filled.Append(char.IsUpper(slot[0]) ? Capital(value) : value);
            at = close + 1;
        }
        return filled.Append(sentence, at, sentence.Length - at).ToString();
    }

    private string Value(string slot, Random random, string place, DateOnly day) =>
        slot switch
        {
            "place" => place,
            "place2" => Pick(random, "place"),
            "n" => Figure(random.Next(4, 90)),
            "m" => Figure(random.Next(3, 60)),
            "h" => Figure(random.Next(2, 9)),
            "km" => Figure(random.Next(5, 120)),
            "age" => Figure(random.Next(19, 80)),
            "big" => (random.Next(10, 400) * 100).ToString("N0", CultureInfo.InvariantCulture),
            "year" => Figure(day.Year - random.Next(1, 9)),
            "date" => day.AddDays(-random.Next(8, 90)).ToString("MMMM d", CultureInfo.InvariantCulture),
            _ => Pick(random, slot),
        };

    private string Pick(Random random, string slot) => words[slot][random.Next(words[slot].Length)];

    private static string Figure(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
