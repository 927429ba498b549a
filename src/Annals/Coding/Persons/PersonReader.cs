using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Persons;

/// <summary>
/// The persons of an article, and who of them is private. A name is taken for a private person's unless the text gives
/// it an office or a command, or the book of public persons holds it: to withhold one name too many costs a reader
/// little, to let one through can cost someone their life. Experts stay named where they speak, and are withheld where
/// they are harmed.
/// </summary>
public sealed class PersonReader
{
    private readonly NameIndex<Standing> nouns = new();
    private readonly NameIndex<string> publicNames = new();
    private readonly Lazy<NameIndex<bool>> firstNames;

    private readonly HashSet<string> bodies = new(StringComparer.OrdinalIgnoreCase);

    private readonly Cues cues;

    private PersonReader(Cues cues, Lazy<NameIndex<bool>> firstNames) =>
        (this.cues, this.firstNames) = (cues, firstNames);

    public static PersonReader Load(KnowledgeFolder knowledge, ActorBook book, Cues cues)
    {
        var reader = new PersonReader(cues, new(() => FirstNames(knowledge)));
        foreach (var row in knowledge.Table("actors", "standing.tsv").Rows)
            reader.nouns.Add(row.Required("word"), row.Choice<Standing>("standing"));
        foreach (var row in knowledge.Table("actors", "public.tsv").Rows)
        foreach (var name in row.List("names").Append(row.Required("name")))
            reader.publicNames.Add(name, row.Required("name"));
        foreach (var term in book.Leaders)
        foreach (var name in term.Names.Add(term.Leader))
            reader.publicNames.Add(name, term.Leader);
        // Words that stand in the names of bodies, of places and of things.
        foreach (var row in knowledge.Table("actors", "keywords.tsv").Rows)
            reader.bodies.Add(row.Required("word"));
        foreach (var row in knowledge.Table("actors", "thingnames.tsv").Rows)
            reader.bodies.Add(row.Required("word"));
        return reader;
    }

    /// <summary>Many, and asked for only where somebody asks for persons: read at the first such question.</summary>
    private static NameIndex<bool> FirstNames(KnowledgeFolder knowledge)
    {
        var names = new NameIndex<bool>();
        foreach (var row in knowledge.LanguageTable("firstnames.tsv").Rows)
            names.Add(row.Required("name"), true);
        return names;
    }

    /// <summary>The book of public persons, or a leader's term, holds the name.</summary>
    public bool IsPublic(string name) => publicNames.Holds(name);

    public ImmutableArray<NamedPerson> Read(Document document, Cast cast)
    {
        var runs = new NameRuns(document, cast, nouns, firstNames.Value, bodies, cues).Find();
        var persons = new List<(NameRun Longest, List<NameRun> Runs)>();
        foreach (var run in runs.OrderByDescending(run => run.Words.Length))
        {
            var same = persons.FindIndex(person => run.IsShortFor(person.Longest));
            if (same >= 0)
                persons[same].Runs.Add(run);
            else if (run.IsPerson || publicNames.Holds(run.Text))
                persons.Add((run, [run]));
        }
        return
        [
            .. persons
                .Where(person =>
                    (
                        person.Runs.Exists(run => run.IsPerson)
                        && (!person.Runs.Exists(run => run.IsThere) || person.Runs.Exists(run => run.IsDescribed))
                    ) || publicNames.Holds(person.Longest.Text)
                )
                .Select(person => Judge(document, person.Longest, person.Runs))
                .OrderBy(person => person.Spans[0]),
        ];
    }

    private NamedPerson Judge(Document document, NameRun longest, List<NameRun> runs)
    {
        var spans = runs.Select(run => run.Span).Order().ToImmutableArray();
        if (publicNames.Holds(longest.Text))
            return new(longest.Text, false, spans, "in the book of public persons");
        var around = new PersonCues(document, nouns, cues);
        var (expert, harmed) = (false, false);
        foreach (var run in runs)
        {
            switch (around.Standing(run))
            {
                case Standing.Office:
                    return new(longest.Text, false, spans, "holds an office or a command");
                case Standing.Expert:
                    expert = true;
                    break;
            }
            harmed |= around.IsHarmed(run);
        }
        return expert && !harmed
            ? new(longest.Text, false, spans, "speaks as an expert")
            : new(longest.Text, true, spans, harmed ? "was harmed" : "holds no office that the text names");
    }
}

/// <summary>What a noun says of whoever it is said of: a row of `data/actors/standing.tsv`.</summary>
public enum Standing
{
    /// <summary>Holds an office, a command or a public post: stays named.</summary>
    Office,

    /// <summary>Speaks for a trade or a body: stays named where nothing is done to them.</summary>
    Expert,

    /// <summary>Everyone else.</summary>
    Private,

    /// <summary>A form of address, which says nothing of a post: what stands before it may.</summary>
    Address,

    /// <summary>No noun for a person but a deed, as verb or noun: whom it is done to is withheld.</summary>
    Harmed,
}

/// <summary>A person of an article by the longest name that it gives, where it stands, and why the name is withheld or not.</summary>
public sealed record NamedPerson(string Name, bool IsPrivate, ImmutableArray<TextSpan> Spans, string Why);
