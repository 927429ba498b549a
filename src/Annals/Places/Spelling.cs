using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Places;

/// <summary>
/// Which spellings of a name are compared alike (`data/places/spelling.tsv`): "Qusayr", "Qusair" and "Qoussair" have one
/// rough form. The rules stand in the compiled file too, so that what was made with them is asked with them.
/// </summary>
internal sealed class Spelling
{
    private readonly ImmutableArray<Rule> rules;

    private Spelling(ImmutableArray<Rule> rules)
    {
        this.rules = [.. rules.Where(rule => rule.Where != RuleWhere.Article)];
        Articles = [.. rules.Where(rule => rule.Where == RuleWhere.Article).Select(rule => rule.From + " ")];
        Written = string.Join('\n', rules.Select(rule => $"{rule.From}\t{rule.To}\t{rule.Where}"));
    }

    private enum RuleWhere
    {
        Article,
        Word,
        Start,
        End,
        Any,
    }

    private readonly record struct Rule(string From, string To, RuleWhere Where);

    /// <summary>Words with their blank that a name loses at its start.</summary>
    public ImmutableArray<string> Articles { get; }

    /// <summary>As it stands in the compiled file.</summary>
    public string Written { get; }

    public static Spelling Load(KnowledgeFolder knowledge) =>
        new([
            .. knowledge
                .Table("places", "spelling.tsv")
                .Rows.Select(row => new Rule(row.Required("from"), row["to"], row.Choice<RuleWhere>("where"))),
        ]);

    public static Spelling Parse(string written) =>
        new([
            .. written
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('\t'))
                .Select(cells => new Rule(cells[0], cells[1], Enum.Parse<RuleWhere>(cells[2]))),
        ]);

    /// <summary>
    /// The rough form of a folded name, with a mark before it that no name has, so that rough forms are never met by
    /// chance; "" for a name too short to be recognised roughly, or in another script.
    /// </summary>
    public string Rough(ReadOnlySpan<char> folded)
    {
        if (folded.Length < 4 || folded.IndexOfAnyExceptInRange(' ', 'z') >= 0)
            return "";
        var name = " " + folded.ToString() + " ";
        foreach (var rule in rules)
            name = rule.Where switch
            {
                RuleWhere.Word => name.Replace(
                    $" {rule.From} ",
                    rule.To.Length == 0 ? " " : $" {rule.To} ",
                    StringComparison.Ordinal
                ),
                RuleWhere.Start => name.Replace($" {rule.From}", $" {rule.To}", StringComparison.Ordinal),
                RuleWhere.End => name.Replace($"{rule.From} ", $"{rule.To} ", StringComparison.Ordinal),
                _ => name.Replace(rule.From, rule.To, StringComparison.Ordinal),
            };
        return Single(name.AsSpan().Trim());
    }

    private static string Single(ReadOnlySpan<char> name)
    {
        Span<char> letters = stackalloc char[name.Length + 1];
        var length = 0;
        letters[length++] = '~';
        foreach (var letter in name)
            if (letter != letters[length - 1] && letter != ' ')
                letters[length++] = letter;
        return length > 3 ? letters[..length].ToString() : "";
    }
}
