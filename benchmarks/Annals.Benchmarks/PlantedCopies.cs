using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Annals.Linking;
using Annals.Record;

namespace Annals.Benchmarks;

/// <summary>
/// How many copies of a text are found, and how fast: articles of a file, or invented ones, and of a tenth of them a copy each with light,
/// medium and heavy edits. Light: a word in fifty is another, and a paragraph may be gone. Medium: a word in eight.
/// Heavy: a word in four, the sentences in another order, a third of them gone. What is found that was not planted
/// counts against it.
/// </summary>
internal sealed class PlantedCopies(int articles, string? from)
{
    private static readonly (string Name, double Words, double Gone, bool Shuffled, double Floor)[] Edits =
    [
        ("light", 0.02, 0.05, false, 0.98),
        ("medium", 0.125, 0.10, false, 0.82),
        ("heavy", 0.25, 0.33, true, 0.32),
    ];

    public int Run()
    {
        var originals = Texts().Take(articles).ToArray();
        var before = Copies.Fold(originals);
        var below = false;
        foreach (var edit in Edits)
        {
            var random = new Random(17);
            var copies = originals
                .Where((_, index) => index % 10 == 0)
                .Select(original => (Original: original, Copy: Edited(original, edit, random)))
                .ToArray();
            Article[] all = [.. originals, .. copies.Select(pair => pair.Copy)];
            var clock = Stopwatch.StartNew();
            var processor = Process.GetCurrentProcess().TotalProcessorTime;
            var families = Copies.Fold(all);
            var seconds = clock.Elapsed.TotalSeconds;
            var spent = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
            var found = copies.Count(pair => families[pair.Copy.Id] == families[pair.Original.Id]);
            // What was one text before is no fault of the copies; a family of several of those is.
            var wrong = originals
                .GroupBy(original => families[original.Id])
                .Sum(family =>
                    family.Select(original => before[original.Id]).Distinct(StringComparer.Ordinal).Count() - 1
                );
            var recall = (double)found / copies.Length;
            var precision = (double)found / Math.Max(1, found + wrong);
            below |= recall < edit.Floor || precision < 0.99;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{edit.Name, -7} {copies.Length} planted, found {recall:0.000} (floor {edit.Floor:0.00}), precision {precision:0.000}; {all.Length / seconds:0} articles a second, {all.Length / spent:0} a second of processor time"
                )
            );
        }
        return below ? 1 : 0;
    }

    /// <summary>Article lines of a file, or texts made of words that no two of them share in the same order.</summary>
    private IEnumerable<Article> Texts() =>
        from is null
            ? Enumerable.Range(0, articles).Select(Invented)
            : File.ReadLines(from)
                .Select(
                    (line, index) =>
                    {
                        using var json = JsonDocument.Parse(line);
                        return new Article
                        {
                            Id = Invariant($"text-{index:00000}"),
                            Text = json.RootElement.GetProperty("text").GetString()!,
                        };
                    }
                );

    private static Article Invented(int number)
    {
        var random = new Random(number);
        var text = new StringBuilder();
        for (var word = 0; word < 320; word++)
            text.Append(Invariant($"word{(int)(2000 * Math.Pow(random.NextDouble(), 3))}"))
                .Append(word % 20 == 19 ? ". " : " ");
        return new Article { Id = Invariant($"text-{number:00000}"), Text = text.ToString() };
    }

    private static string Invariant(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    private static Article Edited(
        Article original,
        (string Name, double Words, double Gone, bool Shuffled, double Floor) edit,
        Random random
    )
    {
        var sentences = original
            .Text.Split(". ", StringSplitOptions.RemoveEmptyEntries)
            .Where((_, index) => index == 0 || random.NextDouble() >= edit.Gone)
            .ToArray();
        if (edit.Shuffled)
            random.Shuffle(sentences);
        var text = new StringBuilder();
        foreach (var word in string.Join(". ", sentences).Split(' '))
            text.Append(random.NextDouble() < edit.Words ? $"other{random.Next(5000)}" : word).Append(' ');
        return original with { Id = original.Id + "-copy", Text = text.ToString(), Outlet = "Another" };
    }
}
