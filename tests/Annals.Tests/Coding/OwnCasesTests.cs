using System.Text.Json;
using Annals.Coding;
using Annals.Knowledge;
using Annals.Record;
using Annals.Tests.Structure;

namespace Annals.Tests.Coding;

/// <summary>
/// The behavioural cases of `tests/cases`: their form, and how much of them the coder gets right. The scorer in full is
/// elsewhere; this one looks at types alone, and holds that what is right stays right.
/// </summary>
public class OwnCasesTests
{
    private const double LeastFound = 0.78;
    private const double LeastEmpty = 0.71;

    private static readonly string Folder = Repository.File("tests", "cases");

    private static IEnumerable<JsonElement> Cases(string files = "*.jsonl") =>
        Directory
            .EnumerateFiles(Folder, files)
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(line => JsonDocument.Parse(line).RootElement);

    [Fact]
    public void Every_case_has_an_id_of_its_own_a_text_and_what_to_expect()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in Cases())
        {
            Assert.True(ids.Add(one.GetProperty("id").GetString()!), one.GetProperty("id").GetString());
            Assert.NotEmpty(one.GetProperty("text").GetString()!);
            Assert.True(Items(one, "expect").Any() || Items(one, "forbid").Any() || IsClosed(one));
        }
    }

    [Fact]
    public void Cases_name_types_that_there_are()
    {
        var types = HappeningTypes.Load(KnowledgeFolder.Default);
        foreach (var type in Cases().SelectMany(one => Items(one, "expect")).Where(IsHappening).SelectMany(Types))
            Assert.True(types.Knows(type), type);
    }

    [Fact]
    public void Most_happenings_are_found_and_most_texts_without_one_give_none()
    {
        var pipeline = Pipeline.Load(KnowledgeFolder.Default);
        var (expected, found, empty, silent) = (0, 0, 0, 0);
        foreach (var one in Cases("happenings-*.jsonl"))
        {
            var wanted = Items(one, "expect").Where(IsHappening).ToList();
            var nothing = !Items(one, "expect").Any() && !Items(one, "allow").Any();
            if (wanted.Count == 0 && !nothing)
                continue;
            var types = pipeline.Code(Article(one)).OfType<Happening>().Select(it => it.Type).ToHashSet();
            if (nothing)
                (empty, silent) = (empty + 1, silent + (types.Count == 0 ? 1 : 0));
            foreach (var item in wanted)
                (expected, found) = (expected + 1, found + (Types(item).Any(types.Contains) ? 1 : 0));
        }
        Assert.True(found >= LeastFound * expected, $"{found} of {expected} found");
        Assert.True(silent >= LeastEmpty * empty, $"{silent} of {empty} without a report");
    }

    private static Article Article(JsonElement one) =>
        Some.Article(
            one.GetProperty("id").GetString()!,
            one.GetProperty("text").GetString()!,
            Words(one, "title"),
            Words(one, "outlet"),
            Words(one, "published")
        );

    private static string? Words(JsonElement one, string name) =>
        one.TryGetProperty(name, out var words) ? words.GetString() : null;

    private static bool IsClosed(JsonElement one) =>
        one.TryGetProperty("closed", out var closed) && closed.GetBoolean();

    private static IEnumerable<JsonElement> Items(JsonElement one, string name) =>
        one.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    private static bool IsHappening(JsonElement item) =>
        item.TryGetProperty("kind", out var kind)
        && kind.GetString() == "happening"
        && item.TryGetProperty("type", out _);

    private static IEnumerable<string> Types(JsonElement item) =>
        item.GetProperty("type") is { ValueKind: JsonValueKind.Array } many
            ? many.EnumerateArray().Select(type => type.GetString()!)
            : [item.GetProperty("type").GetString()!];
}
