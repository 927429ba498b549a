using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>The human targets of a template: whoever it was aimed at or who was harmed, each once, by name or by description.</summary>
internal sealed class Muc4People(Muc4Words words, ImmutableArray<Happening> reports)
{
    private sealed record Human(string? Name, string? Description, ActorType? Type, ImmutableArray<TextSpan> Spans)
    {
        public Count? Count { get; set; }

        public SortedSet<Effect> Effects { get; } = [];

        public bool Unharmed { get; set; }

        public string Key => Name ?? Description ?? "";
    }

    public IEnumerable<Muc4Filler> Fillers(string type)
    {
        var people = new List<Human>();
        foreach (var report in reports)
        {
            foreach (var actor in report.Actors.Where(actor => IsTarget(actor) && !IsOutlaw(actor) && !IsBody(actor)))
                Add(people, Of(actor));
            foreach (var harm in report.Harm.Where(harm => !harm.Superseded && harm.Side != "perpetrator"))
                AddHarm(people, harm);
        }
        MergeTitled(people);
        people.RemoveAll(human =>
            human.Key.Length < 2
            || (human.Name is null && (words.IsVague(human.Key) || words.Instruments.Of(human.Key) is not null))
            || (human.Name is null && words.Nobody.Of(human.Key) is not null)
            || (human is { Type: ActorType.StateForce, Name: null, Effects.Count: 0 })
        );
        // "In these cases the incident is a purely guerrilla act": the task description, 1.1, wants the forces of the state only beside others.
        if (people.Exists(human => human.Type is not ActorType.StateForce))
            people.RemoveAll(human => human is { Type: ActorType.StateForce, Name: null });
        foreach (var human in people)
        {
            if (human.Name is not null)
                yield return new("hum_name", human.Name);
            if (human.Description is not null)
                yield return new("hum_desc", human.Description, human.Name);
            var phrase = human.Description + " " + human.Name;
            yield return new("hum_type", words.TypeOfPerson(human.Description ?? "", human.Type), human.Key);
            yield return new(
                "hum_num",
                Muc4Text.Number(human.Count, human.Name is null && words.IsPlural(human.Key)),
                human.Key
            );
            if (words.Nations.Of(phrase) is { } nation && !IsAt(nation))
                yield return new("hum_nation", nation, human.Key);
            foreach (var effect in human.Effects)
                if (Label(effect, human.Unharmed) is { } label && (effect != Effect.Freed || type == "KIDNAPPING"))
                    yield return new("hum_effect", label, human.Key);
        }
    }

    public static bool IsTarget(ReportActor actor) =>
        actor is { Role: ActorRole.Target or ActorRole.Victim, Type: not null };

    /// <summary>"A target may be anything but another such group": task description, 1.1.</summary>
    private static bool IsOutlaw(ReportActor actor) =>
        actor.Type is ActorType.Rebel or ActorType.Militia or ActorType.Criminal;

    /// <summary>A body, a state or a place of work is nobody in person.</summary>
    private static bool IsBody(ReportActor actor) =>
        actor.Type is ActorType.Organisation
        || actor is { Type: ActorType.Government or ActorType.StateForce, Id: not null, Named: not null };

    private Human Of(ReportActor actor)
    {
        var phrase = Muc4Text.Of(actor.Words ?? actor.Name);
        return
            actor.Named is not null
            && actor.Type is not (ActorType.Rebel or ActorType.Militia or ActorType.StateForce)
            && IsPersons(Muc4Text.Of(actor.Named), phrase)
            ? Called(
                Muc4Text.Of(actor.Named),
                actor.Description is { } said ? Muc4Text.Of(said) : null,
                actor.Type,
                actor.Spans
            ) with
            {
                Count = Count.Exactly(1),
            }
            : new(null, phrase, actor.Type, actor.Spans) { Count = actor.Size };
    }

    /// <summary>
    /// A person's name ends the words for him: "FRONT MEMBERS" are described by a name that is not theirs, and so are the people of a
    /// nation, or of a word that the tables know for people or for arms.
    /// </summary>
    private bool IsPersons(string name, string phrase) =>
        !IsBeforeNoun(name, phrase)
        && (
            name.Contains(' ', StringComparison.Ordinal)
                ? words.Instruments.Of(name) is null
                : words.Nations.Of(name) is null && words.People.Of(name) is null && words.Instruments.Of(name) is null
        );

    private bool IsBeforeNoun(string name, string phrase) =>
        phrase.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at
        && phrase[(at + name.Length)..] is [' ', ..] and var rest
        && !rest.StartsWith(" OF ", StringComparison.Ordinal)
        && (words.People.Of(rest) is not null || words.IsPlural(rest));

    /// <summary>"COURT PRESIDENT FRANCISCO RUIZ": what stands up to the last word for a person is his title.</summary>
    private (string? Title, string Name) WithoutTitle(string name)
    {
        var parts = name.Split(' ');
        for (var word = parts.Length - 2; word >= 0; word--)
            if (words.People.Of(parts[word]) is not null)
                return (string.Join(' ', parts[..(word + 1)]), string.Join(' ', parts[(word + 1)..]));
        return (null, name);
    }

    private Human Called(string name, string? description, ActorType? type, ImmutableArray<TextSpan> spans)
    {
        var (title, own) = WithoutTitle(name);
        return new(own, description ?? title, type, spans);
    }

    /// <summary>"DIRECTOR COLONEL JUAN RIVAS" beside JUAN RIVAS is he, with his title.</summary>
    private static void MergeTitled(List<Human> people)
    {
        foreach (var titled in people.Where(human => human.Name is null).ToList())
            if (
                people.FindIndex(human =>
                    human.Name is { } name && titled.Key.EndsWith(" " + name, StringComparison.Ordinal)
                )
                is >= 0
                    and var index
            )
            {
                var known = people[index];
                known.Effects.UnionWith(titled.Effects);
                people[index] = known with
                {
                    Description = known.Description ?? titled.Key[..^(known.Name!.Length + 1)],
                };
                people.Remove(titled);
            }
    }

    private static void Add(List<Human> people, Human human)
    {
        var known = people.FindIndex(other => Same(other, human));
        if (known < 0)
            people.Add(human);
        else if (human.Name is { } whole && people[known].Name is { } part && part.Length < whole.Length)
            people[known] = people[known] with { Name = whole };
    }

    private void AddHarm(List<Human> people, Harm harm)
    {
        if (harm.Effect is Effect.Displaced || harm.Who is null)
            return;
        var human =
            harm.Named is { } named && IsPersons(Muc4Text.Of(named), Muc4Text.Of(harm.Who))
                ? Called(Muc4Text.Of(named), harm.Description is { } said ? Muc4Text.Of(said) : null, null, harm.Spans)
                : new Human(null, Muc4Text.Of(harm.Who), null, harm.Spans);
        if (people.Find(other => Same(other, human)) is { } known)
            human = known;
        else if (harm.Count is { High: 0 })
            return;
        else
            people.Add(human);
        human.Unharmed |= harm.Count is { High: 0 };
        if (!harm.Count.IsUnknown)
            human.Count = harm.Count;
        if (harm.Effect is Effect.Killed or Effect.Injured or Effect.Freed)
            human.Effects.Add(harm.Effect);
    }

    private static bool Same(Human one, Human other) =>
        one.Key == other.Key
        || one.Spans.Any(span => other.Spans.Any(span.Overlaps))
        || (one.Name is { } name && other.Name is { } longer && IsPart(name, longer));

    /// <summary>One name's words are all words of the other.</summary>
    private static bool IsPart(string name, string other) =>
        name.Split(' ') is var mine
        && other.Split(' ') is var theirs
        && (Array.TrueForAll(mine, theirs.Contains) || Array.TrueForAll(theirs, mine.Contains));

    private static string? Label(Effect effect, bool unharmed) =>
        (effect, unharmed) switch
        {
            (Effect.Killed, false) => "DEATH",
            (Effect.Killed, true) => "NO DEATH",
            (Effect.Injured, false) => "INJURY",
            (Effect.Injured, true) => "NO INJURY",
            (Effect.Freed, false) => "REGAINED FREEDOM",
            _ => null,
        };

    private bool IsAt(string nation) =>
        reports.Any(report => report.Place?.Country is { } country && words.Country(country) == nation);
}
