using System.Globalization;
using Annals.Knowledge;
using Annals.Record;
using Annals.Tests.Structure;

namespace Annals.Tests.Coding;

/// <summary>Each rule of how a text is read, in a sentence or two: the rows of `readings.tsv`. The articles are of Tuesday, 2 March 2021.</summary>
public class ReadingsTests
{
    /// <summary>Share of rows right; those that are not are named when it falls.</summary>
    private const double Least = 0.9;

    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    [Fact]
    public void Texts_are_read_as_their_rules_say()
    {
        var rows = Table.Read(Repository.File("tests", "Annals.Tests", "Coding", "readings.tsv")).Rows;
        var wrong = rows.Where(row => !IsRight(row["text"], row["expect"])).ToList();
        var right = 1 - ((double)wrong.Count / rows.Length);
        Assert.True(
            right >= Least,
            $"{right:0.000}\n{string.Join('\n', wrong.Select(row => $"{row["bullet"]}: {row["text"]} [{row["expect"]}]"))}"
        );
    }

    private static bool IsRight(string text, string expect)
    {
        var found = Pipeline.Code(Some.Article(text: text, title: null)).OfType<Happening>().ToList();
        return expect switch
        {
            "-" => found.Count == 0,
            "-reported" => found.TrueForAll(it => it.Status != Status.Reported || it.Negated),
            "-reported-today" => found.TrueForAll(it => it.Time?.From != new DateOnly(2021, 3, 1)),
            _ => found.Exists(it => expect.Split(';').All(pair => Holds(it, pair, found.Count))),
        };
    }

    private static bool Holds(Happening it, string pair, int count)
    {
        var (key, value) = pair.Split('=', 2) is [var name, var rest] ? (name, rest) : (pair, "");
        return key switch
        {
            "type" => it.Type == value,
            "status" => value.Split('|').Contains(it.Status.ToString(), StringComparer.OrdinalIgnoreCase),
            "negated" => it.Negated == bool.Parse(value),
            "outcome" => it.Outcome == value,
            "killed" => it.Harm.Any(harm =>
                harm.Effect == Effect.Killed && !harm.Superseded && harm.Best == Number(value)
            ),
            "killedlow" => it.Harm.Any(harm =>
                harm is { Effect: Effect.Killed, Best: null } && harm.Low == Number(value)
            ),
            "included" => it.Harm.Any(harm => harm.IncludedIn is not null),
            "side" => it.Harm.Any(harm => harm.Side == value),
            "noharm" => it.Harm.IsEmpty,
            "count" => count == (int)Number(value),
            "object" or "object2" => it.Objects.Any(thing => $"{thing.What}:{thing.State}" == value),
            "means" => it.Means.Contains(value),
            "year" => it.Time?.From?.Year == (int)Number(value),
            "day" => it.Time?.From == Day(value) && it.Time?.To == Day(value),
            "from" => it.Time?.From == Day(value),
            "notime" => it.Time?.From is null,
            _ => throw new ArgumentException($"no such expectation: \"{key}\"", nameof(pair)),
        };
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
