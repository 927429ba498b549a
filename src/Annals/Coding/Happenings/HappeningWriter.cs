using System.Collections.Immutable;
using System.Globalization;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>Makes reports of a story: names who did it, counts the harm, lists what was hit and with what.</summary>
public sealed class HappeningWriter(ArticleReader reader)
{
    private readonly HappeningTypes types = reader.Codebook.Types;
    private readonly PartyNamer namer = new(reader);
    private readonly ThingFinder things = new(reader);
    private readonly VoiceParter voices = new(reader);

    public IEnumerable<Happening> Write(Story story)
    {
        var means = things.Means(story);
        Narrow(story, means);
        story.Type = reader.Codebook.FinerBy(
            story.Type,
            [.. means.Select(one => one.Name)],
            story.Acts.Max(act => act.Strength)
        );
        foreach (var voice in voices.Of(story))
        {
            var actors = Actors(story, voice);
            foreach (var scene in Scenes(story))
                yield return Report(story, voice, scene, actors, Harm(story, voice, scene), means);
        }
    }

    /// <summary>An attack with poison gas or by a suicide bomber is of that type, whatever verb tells it.</summary>
    private void Narrow(Story story, List<MeansFound> means)
    {
        foreach (var (tag, type) in new[] { ("by-suicide", "suicide-bombing"), ("by-chemical", "chemical-attack") })
            if (
                (types[type].Broader.Contains(story.Type) || story.Type == "armed-clash")
                && means.Exists(one => one.Tags.Contains(tag))
            )
                story.Type = type;
    }

    private Happening Report(
        Story story,
        Voice voice,
        PlaceAt? scene,
        ImmutableArray<ReportActor> actors,
        ImmutableArray<Harm> harm,
        List<MeansFound> means
    )
    {
        var speakers = voice.Speakers;
        var evidence = voice
            .Acts.Select(act => act.Sentence)
            .Concat(voice.Harm.Select(one => one.Sentence))
            .Distinct()
            .Select(sentence => sentence.Span())
            .OrderBy(span => span)
            .ToImmutableArray();
        if (!evidence.All(span => span.InTitle))
            evidence = [.. evidence.Where(span => !span.InTitle), .. evidence.Where(span => span.InTitle)];
        var status = voice.Status ?? Status(story, actors, speakers);
        // "We did not attack the village", "the army said that it had not": whoever is held to have done it denies it.
        var denied = story.Negated && story.Outcome is null && status is Record.Status.Claimed;
        if (denied)
            status = Record.Status.Denied;
        var place = Place(scene);
        var tags = story.Acts.SelectMany(act => act.Tags).Concat(means.SelectMany(one => one.Tags));
        var objects = things.Objects(story);
        var values = string.Create(
            CultureInfo.InvariantCulture,
            $"{status}|{story.Negated && !denied}|{place?.Name}|{story.Time?.From}|{string.Join(';', actors.Select(actor => actor.Role + actor.Name))}|{string.Join(';', harm.Select(entry => $"{entry.Effect}{entry.Low}/{entry.Best}/{entry.High}{entry.Who}"))}"
        );
        var report = new Happening
        {
            Id = Ids.OfReport(
                reader.Context.Article.Id,
                ReportKind.Happening,
                story.Type,
                evidence.FirstOrDefault(),
                speakers.Select(one => one.Who ?? one.Role).FirstOrDefault(),
                values
            ),
            Article = reader.Context.Article.Id,
            Type = story.Type,
            TypeSpans = [.. story.Acts.Select(act => act.Span).Distinct()],
            Status = status,
            Negated = story.Negated && !denied,
            Outcome = story.Outcome,
            Actors = actors,
            Place = place,
            Time = story.Time,
            Harm = harm,
            Objects = objects,
            Means = [.. means.Select(one => one.Name)],
            MeansSpans = [.. means.Select(one => one.Span)],
            Attribution = speakers,
            Evidence = evidence,
            Codes = types.CodesOf(story.Type, Conditions.Of(actors, harm, tags, objects)),
            Coder = Coder.Version,
        };
        return Sure(report, story);
    }

    /// <summary>A word of full strength alone, or a weaker one that is said more than once.</summary>
    private const double StrongWords = 0.3;

    private Happening Sure(Happening report, Story story)
    {
        var fields = reader.Codebook.Sureness.Of(Grounds(report, story));
        return report with { Confidences = fields, Confidence = Sureness.Whole(fields) };
    }

    /// <summary>What holds of each field of a report, and makes it more or less sure.</summary>
    internal static List<Ground> Grounds(Happening report, Story story)
    {
        var told = story.Told.Select(act => act.Sentence).Distinct().ToList();
        return Sureness.Grounds(
            report,
            new(!story.IsTold, (0.3 * story.Acts.Max(act => act.Strength)) + (0.05 * story.Acts.Count) < StrongWords),
            span =>
                told.Exists(sentence =>
                    sentence.InTitle == span.InTitle && sentence.Start <= span.Start && span.Start < sentence.End
                )
        );
    }

    /// <summary>Whoever says that he did it claims it: the group, its spokesman, the ministry of the troops.</summary>
    private Status Status(Story story, ImmutableArray<ReportActor> actors, ImmutableArray<Attribution> speakers)
    {
        var status = story.Status;
        if (status is not Record.Status.Reported || !types[story.Type].IsViolent)
            return status;
        var own =
            actors.Any(actor => actor.Role is ActorRole.Perpetrator && speakers.Any(speaker => IsOwn(speaker, actor)))
            || story.Negated && speakers.Length > 0 && story.Told.Any(IsOfWriter);
        return own ? Record.Status.Claimed : status;
    }

    /// <summary>"We took no one", "our men burned nothing": whoever speaks tells of himself.</summary>
    private static bool IsOfWriter(Act act) =>
        act.InRole("perpetrator")
            .Any(doer =>
                doer.Sentence.PlaysInAnyCase(doer.Sentence[doer.Head].Form, Particle.Writer)
                || doer.Sentence.PlaysInAnyCase(doer.Sentence[doer.First].Form, Particle.Own)
            );

    private bool IsOwn(Attribution speaker, ReportActor actor)
    {
        if (speaker.Id is { } id && actor.Id is { } other && StoryTeller.IsOneActor(id, other))
            return true;
        if (speaker.Who is { } who && who == actor.Name)
            return true;
        // "a rebel spokesman said that rebels had": one side speaks.
        if (
            speaker is { Kind: "armed-group", Id: null, Who: null }
            && actor.Type is ActorType.Rebel or ActorType.Militia or ActorType.Criminal
        )
            return true;
        // "its spokesman", "the movement's leader": of whom the speaker is. "A group calling itself ... said it had": the same words.
        if (actor.Id is null)
            return speaker.Kind is "armed-group" or "organisation"
                && !actor.Spans.IsEmpty
                && speaker.Spans.Any(span =>
                    span.InTitle == actor.Spans[0].InTitle
                    && span.Start <= actor.Spans[^1].Start
                    && actor.Spans[^1].End <= span.End
                );
        foreach (var span in speaker.Spans)
            if (reader.Context.SentenceAt(span.InTitle, span.Start) is { } sentence)
                for (var word = sentence.WordAt(span.Start); word <= sentence.WordAt(span.End - 1); word++)
                {
                    var of = sentence[word] is { Xpos: "PRP$" }
                        ? reader.Context.Cast.PartyOf(sentence.Index, word).Id
                        : reader.Context.Cast.At(sentence.Index, word)?.Party.Id;
                    if (of is not null && StoryTeller.IsOneActor(of, actor.Id))
                        return true;
                }
        return false;
    }

    private static Place? Place(PlaceAt? at)
    {
        if (at is null)
            return null;
        var place = at.Mention.Place;
        if (place.Scene is { Lat: not null } scene)
            return place with
            {
                Lat = scene.Lat,
                Lon = scene.Lon,
                RadiusKm = scene.RadiusKm,
                Precision = PlacePrecision.Area,
            };
        return place.Precision is PlacePrecision.Country or PlacePrecision.Region or PlacePrecision.Admin1
            ? place with
            {
                Lat = null,
                Lon = null,
            }
            : place;
    }

    /// <summary>Several towns shelled in one sentence are several reports.</summary>
    private IEnumerable<PlaceAt?> Scenes(Story story)
    {
        if (!types[story.Type].IsViolent || story.Place is null)
            return [story.Place];
        foreach (var act in story.Acts)
        {
            var towns = new List<PlaceAt>();
            foreach (var filler in act.Fillers)
            foreach (var place in reader.Context.PlacesOf(act.Sentence.Index))
                if (
                    IsTown(place)
                    && place.Mention.Place.Precision is not PlacePrecision.Admin2
                    && !towns.Contains(place)
                    && filler.Role is "target" or "object"
                    && Clause.IsUnder(act.Sentence, place.Last, filler.Phrase.Head)
                    && Coordinated(act.Sentence, place, filler.Phrase.Head)
                )
                    towns.Add(place);
            if (towns.Count <= 1)
                towns = Joined(act, story.Place);
            if (towns.Count > 1)
                return towns.DistinctBy(town => town.Mention.Place.Name);
        }
        return [story.Place];
    }

    private static bool IsTown(PlaceAt place) =>
        place.IsLocation
        && place.Mention.Place.Precision is PlacePrecision.Town or PlacePrecision.Exact or PlacePrecision.Admin2;

    /// <summary>"in Talo, Gao and Menaka": the towns that an "and" joins to the scene.</summary>
    private List<PlaceAt> Joined(Act act, PlaceAt? scene)
    {
        var (sentence, towns) = (act.Sentence, new List<PlaceAt>());
        var all = reader.ScenesOf(sentence.Index).Where(IsTown).ToList();
        if (scene is null || all.Count < 2 || !all.Contains(scene))
            return towns;
        var top = scene.Last;
        while (sentence[top].Relation is Dependency.Conj or Dependency.Flat && sentence[top].Head >= 0)
            top = sentence[top].Head;
        // "Gunmen from the districts of Talo and Gao" fight elsewhere.
        if (
            !sentence.Plays(Clause.Preposition(sentence, top), Particle.TownBefore)
            || sentence[top].Head >= 0
                && sentence.Plays(Clause.Preposition(sentence, sentence[top].Head), Particle.Elsewhere)
        )
            return towns;
        var conjuncts = Clause.Conjuncts(sentence, top);
        if (!conjuncts.Exists(word => sentence.Child(word, Dependency.Cc) >= 0))
            return towns;
        foreach (var place in all)
            if (
                conjuncts.Exists(word => place.First <= word && word <= place.Last)
                && (
                    place.First <= top && top <= place.Last || sentence[place.First - 1].Tag is Upos.Cconj or Upos.Punct
                )
            )
                towns.Add(place);
        return towns.Contains(scene) ? towns : [];
    }

    private static bool Coordinated(Sentence sentence, PlaceAt place, int head)
    {
        var within = 0;
        for (var at = place.Last; at >= 0; at = sentence[at].Head)
        {
            var preposition = Clause.Preposition(sentence, at);
            // "a camp in Talo in Gao": the one lies in the other.
            within += sentence.Plays(preposition, Particle.In) ? 1 : 0;
            if (sentence.Plays(preposition, Particle.Apart) || within > 1)
                return false;
            if (at == head)
                return true;
            if (
                sentence[at].Relation
                is not (
                    Dependency.Conj
                    or Dependency.Nmod
                    or Dependency.Compound
                    or Dependency.Flat
                    or Dependency.Appos
                    or Dependency.NmodDesc
                )
            )
                return false;
        }
        return false;
    }

    /// <summary>"Soldiers opened fire after thousands had protested, killing three": a tree hangs the participle on whoever stands next.</summary>
    private static bool IsBystander(Voice voice, Act act, NounPhrase phrase) =>
        act.Tags.Contains("harm")
        && act.Sentence[act.Head].Xpos is "VBG"
        && phrase.People is { Armed: false }
        && voice.Acts.Any(other =>
            other != act && other.InRole("perpetrator").Any(doer => doer.People is { Armed: true })
        );

    private ImmutableArray<ReportActor> Actors(Story story, Voice voice)
    {
        var actors = ImmutableArray.CreateBuilder<ReportActor>();
        foreach (
            var (name, role) in new[]
            {
                ("perpetrator", ActorRole.Perpetrator),
                ("target", ActorRole.Target),
                ("object", ActorRole.Target),
                ("participant", ActorRole.Participant),
                ("victim", ActorRole.Victim),
            }
        )
        foreach (var act in voice.Acts.OrderBy(act => act.Sentence.InTitle))
        foreach (var phrase in act.InRole(name))
            if (
                !(name == "perpetrator" && (WasDoneTo(voice, phrase) || IsBystander(voice, act, phrase)))
                // "Marchers shot in Talo": whom the body says did it a headline without auxiliaries does not add to.
                && !(
                    name == "perpetrator"
                    && act.Sentence.InTitle
                    && actors.Any(other => other.Role is ActorRole.Perpetrator)
                )
                && !(name == "target" && types[story.Type].IsViolent && IsHitPlace(phrase))
                && namer.Name(
                    phrase,
                    role,
                    name == "object",
                    types[story.Type].Group is not "politics",
                    story.Type == "leadership-change"
                )
                    is { } actor
                && !(actor.Id is not null && role is ActorRole.Target && actors.Any(other => other.Id == actor.Id))
                && !actors.Any(other => (other.Role == role || role is ActorRole.Victim) && Same(other, actor))
            )
                actors.Add(types[story.Type].IsViolent ? Armed(actor, phrase) : actor);
        foreach (var phrase in voice.Acts.SelectMany(act => act.InRole("perpetrator")))
            if (
                namer.Group(phrase, ActorRole.Perpetrator) is { } group
                && !actors.Any(other => other.Role is ActorRole.Perpetrator && Same(other, group))
            )
                actors.Add(group);
        if (!actors.Any(actor => actor.Role is ActorRole.Target or ActorRole.Participant))
            foreach (var harm in voice.Harm)
                if (
                    harm is { Who: { } who, Whole: null }
                    && namer.Name(who, ActorRole.Target, false) is { } target
                    && !actors.Any(other => Same(other, target))
                )
                    actors.Add(target);
        // Whoever is killed by name is one of the act's people beside the others that it was aimed at.
        foreach (var harm in voice.Harm)
            if (
                harm is { Effect: Effect.Killed, Who: { IsName: true, IsPlace: false } dead }
                && namer.Name(dead, ActorRole.Victim, false) is { Id: null } victim
                && !actors.Any(other => Same(other, victim))
            )
                actors.Add(victim);
        return actors.ToImmutable();
    }

    /// <summary>"the Dankalia Salvation Front": a body that nobody knows is of the kind that its name tells, where it does violence.</summary>
    private ReportActor Armed(ReportActor actor, NounPhrase phrase) =>
        actor is { Id: null, Role: ActorRole.Perpetrator, Type: ActorType.Organisation or ActorType.Unknown }
        && reader.Context.Cast.At(phrase.Sentence.Index, phrase.Head)?.Party
            is { Id: null, Type: ActorType.Rebel or ActorType.Militia or ActorType.Criminal } party
            ? actor with
            {
                Type = party.Type,
            }
            : actor;

    /// <summary>"the shelling of Kyiv": what is done to a seat of government as a place is not done to the government.</summary>
    private bool IsHitPlace(NounPhrase phrase) =>
        phrase.IsPlace && reader.Context.Cast.At(phrase.Sentence.Index, phrase.Head) is { IsSeat: true };

    /// <summary>A tree gives the verb of "when a shell hit ..." the subject of "were wounded": they are not who did it.</summary>
    private static bool WasDoneTo(Voice voice, NounPhrase phrase) =>
        voice.Harm.Exists(harm =>
            harm is { IsDoneTo: true, BySelf: false, Who: { } who }
            && who.Sentence == phrase.Sentence
            && who.Head == phrase.Head
        );

    private static bool Same(ReportActor left, ReportActor right) =>
        left.Id is not null
            ? left.Id == right.Id
            : string.Equals(left.Name, right.Name, StringComparison.OrdinalIgnoreCase);

    private ImmutableArray<Harm> Harm(Story story, Voice voice, PlaceAt? scene)
    {
        var entries = new List<Harm>();
        var indices = new Dictionary<HarmFound, int>(ReferenceEqualityComparer.Instance);
        var body = voice.Harm.Exists(harm => !harm.Sentence.InTitle);
        foreach (var harm in voice.Harm.OrderBy(harm => harm.Whole is not null))
        {
            if ((harm.Sentence.InTitle && body) || IsToldAsPart(voice, harm))
                continue;
            if (
                scene is not null && scene != story.Place && !Names(harm, scene)
                || scene is not null && Elsewhere(story, harm, scene)
            )
                continue;
            var wording = harm.Who is { IsPronoun: false } who ? Wording.Of(reader, who) : null;
            var entry = new Harm
            {
                Effect = harm.Effect,
                Who = harm.Who?.Name,
                Named = wording?.Named,
                Description = wording?.Description,
                Low = harm.Count.Low,
                Best = harm.Count.Best,
                High = harm.Count.High,
                Side = Side(story, harm),
                IncludedIn = harm.Whole is { } whole && indices.TryGetValue(whole, out var index) ? index : null,
                Superseded = harm.Superseded,
                Text = harm.Span.Text,
                Spans = [harm.Span],
            };
            // "kidnapped a priest and a nun": two that one word tells are two.
            if (indices.Any(told => Repeats(entries[told.Value], entry) && !AreTwo(told.Key, harm)))
                continue;
            indices[harm] = entries.Count;
            entries.Add(entry);
        }
        return [.. entries];
    }

    private static bool AreTwo(HarmFound told, HarmFound harm)
    {
        if (
            told.Sentence != harm.Sentence
            || told.Word != harm.Word
            || harm.Count.IsUnknown
            || told.Who is not { Head: var first }
            || harm.Who is not { Head: var second }
        )
            return false;
        for (var word = Math.Min(first, second) + 1; word < Math.Max(first, second); word++)
            // "killed a guard, a professor and a nurse"
            if (
                harm.Sentence[word].Tag is Upos.Cconj
                || (harm.Sentence[word].Form is "," && harm.Sentence[word + 1].Tag is not Upos.Cconj)
            )
                // "a volunteer and media activist" is one.
                return harm.Sentence[word + 1] is { Tag: Upos.Det or Upos.Num };
        return false;
    }

    /// <summary>The same number of the same kind of people, or no number beside one.</summary>
    private static bool Repeats(Harm told, Harm entry) =>
        told.Effect == entry.Effect
        && told.IncludedIn is null
        && entry.IncludedIn is null
        && told.Side == entry.Side
        && (told.Count == entry.Count || entry.Count.IsUnknown);

    /// <summary>"including one aid worker ... The aid worker was killed": one who was counted within others is told again.</summary>
    private static bool IsToldAsPart(Voice voice, HarmFound harm) =>
        harm is { Whole: null, Who: { } who, Count.Best: 1 }
        && voice.Harm.Exists(part =>
            part is { Whole: not null, Who: { } counted }
            && part.Effect == harm.Effect
            && part.Count == harm.Count
            && string.Equals(counted.Name, who.Name, StringComparison.OrdinalIgnoreCase)
        );

    private bool Names(HarmFound harm, PlaceAt scene)
    {
        foreach (var place in reader.Context.PlacesOf(harm.Sentence.Index))
            if (StoryTeller.SamePlace(place, scene))
                return true;
        return false;
    }

    /// <summary>The harm's own clause names another of the story's towns.</summary>
    private bool Elsewhere(Story story, HarmFound harm, PlaceAt scene)
    {
        if (harm.Sentence == story.PlaceSentence)
            return false;
        PlaceAt? own = null;
        foreach (var place in reader.Context.PlacesOf(harm.Sentence.Index))
            if (place.IsLocation && place.Mention.Place.Precision is PlacePrecision.Town or PlacePrecision.Exact)
                own ??= place;
        return own is not null
            && !StoryTeller.SamePlace(own, scene)
            && story.Acts.Exists(act => Scenes(story).Count() > 1);
    }

    private string Side(Story story, HarmFound harm)
    {
        if (harm.BySelf)
            return "perpetrator";
        if (harm.Who is not { } who)
            return "target";
        // "killing six of them"
        var meant = who.IsPronoun ? reader.Antecedent(who) ?? who : who;
        var name = meant.Name.ToLowerInvariant();
        foreach (var attacker in story.InRole("perpetrator"))
            if (
                attacker.Sentence[attacker.Head].Lemma == who.Sentence[who.Head].Lemma
                && !who.IsName
                && !(harm.IsDoneTo && who.Sentence == attacker.Sentence && who.Head == attacker.Head)
                // "A nurse received injuries after being assaulted": where nobody else was attacked, the unarmed were.
                && !(
                    story.Type == "attack"
                    && who.People is { Armed: false }
                    && story.InRole("target").All(target => target.People is null)
                )
            )
                return "perpetrator";
        return reader.Codebook.Cues.EndIn(name, Cue.Attacker) ? "perpetrator" : "target";
    }
}
