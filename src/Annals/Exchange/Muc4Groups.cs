using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>An armed group that an article names.</summary>
/// <param name="Countries">Those that it acts in; empty where that is not known.</param>
/// <param name="Name">As the text first writes it, in capitals.</param>
/// <param name="At">Where the text names it.</param>
internal sealed record Muc4Group(ImmutableArray<string> Countries, string Name, ImmutableArray<int> At);

/// <summary>
/// The armed groups of `data/actors` that an article names anywhere, in whatever part: which group "the guerrillas" of an
/// incident are is often told far from it.
/// </summary>
internal sealed partial class Muc4Groups
{
    private readonly Dictionary<string, (string Id, ImmutableArray<string> Countries)> byName = new(
        StringComparer.Ordinal
    );

    private readonly int longest;
    private readonly ConditionalWeakTable<Account, List<Muc4Group>> read = [];

    private Muc4Groups(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.ActorRows())
            if (row.Choice<ActorType>("type") is ActorType.Rebel or ActorType.Militia or ActorType.Criminal)
                foreach (var name in row.List("names").Append(row.Required("name")).Concat(row.List("acronyms")))
                {
                    var words = Words().Matches(name);
                    longest = Math.Max(longest, words.Count);
                    byName.TryAdd(Key(words, 0, words.Count), (row.Required("id"), [.. row.List("countries")]));
                }
    }

    public static Muc4Groups Load(KnowledgeFolder knowledge) => new(knowledge);

    /// <summary>In the order of the text; none where the article's words were not given.</summary>
    public IReadOnlyList<Muc4Group> Of(Account account) => read.GetValue(account, Find);

    private List<Muc4Group> Find(Account account)
    {
        var text = account.Text ?? "";
        var words = Words().Matches(text);
        var found = new List<(string Id, ImmutableArray<string> Countries, string Name, int At)>();
        for (var word = 0; word < words.Count; word++)
        for (var length = Math.Min(longest, words.Count - word); length > 0; length--)
            if (byName.TryGetValue(Key(words, word, length), out var group))
            {
                var (start, last) = (words[word].Index, words[word + length - 1]);
                found.Add((group.Id, group.Countries, Muc4Text.Of(text[start..(last.Index + last.Length)]), start));
                word += length - 1;
                break;
            }
        return
        [
            .. found
                .GroupBy(one => one.Id, StringComparer.Ordinal)
                .Select(one => new Muc4Group(
                    one.First().Countries,
                    one.First().Name,
                    [.. one.Select(mention => mention.At)]
                )),
        ];
    }

    private static string Key(MatchCollection words, int first, int length) =>
        string.Join(' ', Enumerable.Range(first, length).Select(word => words[word].Value)).ToUpperInvariant();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}'’.]*[\p{L}\p{M}\p{N}]")]
    private static partial Regex Words();
}
