using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// Brings acts together that tell one happening. A new clause joins an earlier story where their types may tell one
/// act and nothing speaks against it: another time, another place, other parties, another degree of reality. What is
/// left alone is a story of its own. A headline joins the body rather than standing for itself.
/// </summary>
public sealed class StoryTeller(ArticleReader reader)
{
    private const int LatestActs = 64;

    private readonly HappeningTypes types = reader.Codebook.Types;
    private readonly HarmFinder harmed = new(reader);

    public List<Story> Tell(List<Act> acts, List<HarmFound> harm)
    {
        var stories = new List<Story>();
        foreach (var act in acts.Where(act => !act.Sentence.InTitle))
            Join(act, stories);
        foreach (var act in acts.Where(act => act.Sentence.InTitle))
            JoinTitle(act, stories);
        foreach (var one in harm)
            Harm(one, stories);
        foreach (var story in stories)
            ByType(story);
        foreach (var story in stories)
            Inherit(story, stories);
        return stories;
    }

    private void Join(Act act, List<Story> stories)
    {
        Story? best = null;
        var highest = 0.0;
        foreach (var story in stories)
        {
            var score = Likeness(act, story);
            if (score > highest)
                (best, highest) = (story, score);
        }
        if (best is null)
            stories.Add(best = new Story { Type = act.Type });
        Add(act, best);
    }

    private void Add(Act act, Story story)
    {
        if (types.Agree(story.Type, act.Type) && !IsDamageOfAttack(act, story))
            story.Type = types.Finer(story.Type, act.Type);
        else if (story.Acts.Count > 0 && act.Type is "riot" or "crackdown" or "mob-violence")
            story.Type = story.Acts.TrueForAll(other => other.Tags.Contains("harm")) ? act.Type : story.Type;
        story.Acts.Add(act);
        if (story.Time is null || (act.Time is { } time && IsFiner(time, story.Time)))
            story.Time = act.Time;
        if (story.Place is null || (act.Place is { } place && Finer(place, story.Place)))
            (story.Place, story.PlaceSentence) = (act.Place, act.Place is null ? null : act.Sentence);
    }

    /// <summary>"ambushed a column, killing five soldiers and setting fire to two lorries": what burned or broke is what an assault on people did to things.</summary>
    private bool IsDamageOfAttack(Act act, Story story) =>
        types[act.Type].Group == "property"
        && story.Type == "attack"
        && story.Acts.Exists(other =>
            other is { Trigger.IsVerb: true, Sentence.InTitle: false }
            // "killed 20 soldiers and destroyed a bridge"
            && (
                other.Strength >= 1
                || act.Type is "property-destruction"
                    && other.Tags.Contains("harm")
                    && other.InRole("perpetrator").Any()
            )
            && other.InRole("target").Any()
            && (
                other.InRole("target").Any(target => target.People is not null || target.Kinds.Contains("military"))
                || story.Acts.Exists(beside => beside.Tags.Contains("harm"))
            )
        );

    /// <summary>"earlier this week ... the attack on Tuesday": a day within the stretch that was told first.</summary>
    private static bool IsFiner(EventTime time, EventTime told) =>
        time is { Precision: <= TimePrecision.Day, From: { } from, To: { } to }
        && told
            is { Precision: TimePrecision.Week or TimePrecision.Month or TimePrecision.Season or TimePrecision.Year }
        && from >= (told.From ?? DateOnly.MinValue)
        && to <= (told.To ?? DateOnly.MaxValue)
        && (told.From is not null || told.To is not null);

    private void JoinTitle(Act act, List<Story> stories)
    {
        var story =
            stories.Find(story => types.Agree(story.Type, act.Type) && Real(story.Acts[0]) == Real(act))
            ?? stories.Find(story =>
                story.Acts[0].Sentence.Index <= reader.Context.Sentences.Count(sentence => sentence.InTitle)
                && types[story.Type].IsViolent
                && types[act.Type].IsViolent
            )
            ?? stories.Find(story => types[story.Type].Group == types[act.Type].Group)
            ?? stories.FirstOrDefault();
        // "May kidnappings": a headline's plural tells of many.
        if (story is null && !act.Trigger.IsVerb && act.Sentence[act.Head].Xpos is "NNS")
            return;
        if (story is null)
        {
            stories.Add(story = new Story { Type = act.Type });
            Add(act, story);
        }
        else if (types.Agree(story.Type, act.Type))
            story.Acts.Add(act);
    }

    private static bool Real(Act act) =>
        act is { Negated: false, Status: Status.Reported or Status.Alleged or Status.Claimed or Status.Confirmed };

    /// <summary>How surely an act belongs to a story; not above zero where it does not.</summary>
    private double Likeness(Act act, Story story)
    {
        // What an act did to things in its own sentence is its damage, not an act beside it.
        var damage =
            act.Type == "property-destruction"
            && types[story.Type].IsViolent
            && story.Acts.Exists(other => other.Sentence == act.Sentence)
            && !(act.Place is { } broken && story.Place is { } hit && AreApart(broken, hit));
        // "Rioters threw stones at soldiers. A youth was killed": bare harm is what the trouble told just before did.
        var after =
            act.Tags.Contains("harm")
            && story.Type is "riot" or "crackdown" or "mob-violence"
            && (act.Sentence.Index == story.LastSentence || !act.InRole("perpetrator").Any())
            && act.Sentence.Index - story.LastSentence is 0 or 1 or 2
            && act.Sentence.Index >= story.LastSentence;
        // "were killed when soldiers fired into a crowd": the harm that one sentence tells with the trouble is its own.
        var cause =
            act.Type is "riot" or "crackdown" or "mob-violence"
            && story.Acts.TrueForAll(other =>
                other.Sentence == act.Sentence
                && other.Tags.Contains("harm")
                && (!other.InRole("perpetrator").Any() || Linked(act, story))
            );
        // "Police detained 500 of them. The organiser was taken away": the police took him.
        var custody =
            act is { Type: "abduction", Strength: < 1 }
            && !act.InRole("perpetrator").Any()
            && story.Type == "arrest"
            && act.Sentence.Index - story.LastSentence is 0 or 1;
        if (!damage && !after && !cause && !custody && !types.Agree(act.Type, story.Type))
            return 0;
        var first = story.Acts[0];
        if (Real(act) != Real(first) || (act.Status is Status.Denied) != (first.Status is Status.Denied))
            return 0;
        // "hanged for the killing of a writer": the punishment is no part of the deed.
        if (
            story.Acts.Exists(other =>
                other.Sentence == act.Sentence && (other.Head == act.DealtWith || act.Head == other.DealtWith)
            )
        )
            return 0;
        if (IsAnswer(act, story))
            return 0;
        var score = act.Type == story.Type ? 2.0 : 1.5;
        var near = act.Sentence.Index - story.LastSentence;
        score += near switch
        {
            0 => 2,
            1 => 1,
            2 => 0.5,
            _ => 0,
        };
        if (act.Time is { } time && story.Time is { } told)
            score += Apart(time, told) ? -6 : 1;
        if (act.Place is { } place && story.Place is { } scene)
            score +=
                SamePlace(place, scene) ? 1.5
                : Within(place, scene) ? 0.5
                : -4;
        // "was stabbed in one town, and windows were smashed in another"
        if (
            near == 0
            && act.Place is { } here
            && story.Place is { } there
            && AreApart(here, there)
            && IsBeside(act, story)
        )
            return 0;
        score += Parties(act, story);
        if (act.Known || IsDefinite(act))
            score += 1.5;
        if (near == 0 && Linked(act, story))
            score += 2;
        return score - (near > 4 ? 1.5 : 0);
    }

    /// <summary>"stormed the post before security forces retook it": what others did before or after is another act.</summary>
    private bool IsAnswer(Act act, Story story)
    {
        var sentence = act.Sentence;
        if (!act.Trigger.IsVerb)
            return false;
        var marked =
            Clause.SubjectBehindMark(sentence, act.Head) is { Mark: var mark }
            && sentence.Plays(sentence[mark].Form, Particle.AnswerMark);
        foreach (var child in sentence.ChildrenOf(act.Head))
            marked |=
                child < act.Head
                && sentence[child].Relation is Dependency.Mark or Dependency.Advmod or Dependency.Case
                && sentence.Plays(sentence[child].Form, Particle.AnswerMark);
        var doers = act.InRole("perpetrator").Where(phrase => phrase is { IsActor: true, IsPronoun: false }).ToList();
        var others = story
            .Acts.Where(other => other.Sentence == sentence)
            .SelectMany(other => other.InRole("perpetrator"))
            .Where(phrase => phrase is { IsActor: true, IsPronoun: false })
            .ToList();
        return marked
            && doers.Count > 0
            && others.Count > 0
            && !doers.Exists(doer => others.Exists(other => Same(doer, other)));
    }

    /// <summary>One hangs below the other in the tree: "attacked ..., killing", "killed in an attack".</summary>
    private static bool Linked(Act act, Story story) =>
        story.Acts.Exists(other =>
            other.Sentence == act.Sentence
            && (IsPartOf(act.Sentence, act.Head, other.Head) || IsPartOf(act.Sentence, other.Head, act.Head))
        );

    /// <summary>Below the other in the tree, but no clause with a subject of its own that an "and" joins to it.</summary>
    private static bool IsPartOf(Sentence sentence, int word, int above)
    {
        for (var at = word; at >= 0; at = sentence[at].Head)
            if (at == above)
                return true;
            else if (IsJoinedClause(sentence, at))
                return false;
        return false;
    }

    /// <summary>Clauses side by side, each with a subject of its own.</summary>
    private static bool IsBeside(Act act, Story story)
    {
        for (var at = act.Head; at >= 0; at = act.Sentence[at].Head)
            if (IsJoinedClause(act.Sentence, at))
                return story.Acts.Exists(other => other.Sentence == act.Sentence && other.Head < at);
        return false;
    }

    /// <summary>A comma or an "and" stands between the verb before and the clause's own subject.</summary>
    private static bool IsJoinedClause(Sentence sentence, int verb)
    {
        if (sentence[verb] is not { Relation: Dependency.Conj, Head: >= 0 and var before } || before > verb)
            return false;
        var subject = Math.Max(sentence.Child(verb, Dependency.Nsubj), sentence.Child(verb, Dependency.NsubjPass));
        if (subject < before || subject > verb)
            return false;
        for (var word = sentence.Subtree(subject).First - 1; word > before && word >= verb - 12; word--)
            if (sentence[word].Tag is Upos.Cconj || sentence[word].Form is "," or ";")
                return true;
            else if (sentence[word].Tag is not Upos.Adv)
                return false;
        return false;
    }

    private double Parties(Act act, Story story)
    {
        var score = 0.0;
        // The latest acts name the parties; all of them, for every act of a text of book length, would be quadratic.
        var latest = story.Acts.Skip(Math.Max(0, story.Acts.Count - LatestActs));
        foreach (var role in new[] { "perpetrator", "target", "participant" })
        {
            var here = act.InRole(role).Where(Tells).ToList();
            if (here.Count == 0)
                continue;
            var there = latest.SelectMany(other => other.InRole(role)).Where(Tells).ToList();
            if (there.Count == 0)
                continue;
            var same = here.Exists(one => there.Exists(other => Same(one, other)));
            // A pronoun that takes up someone else may be taken wrongly: it speaks for a story, never against it.
            if (!same && here.TrueForAll(one => one.IsPronoun))
                continue;
            score +=
                same ? 1.5
                : role == "perpetrator" && act.Sentence == story.Acts[^1].Sentence ? -6
                : act.Sentence == story.Acts[^1].Sentence ? -2
                : -1.2;
        }
        return score;

        bool Tells(NounPhrase phrase) => phrase.IsActor && (!phrase.IsPronoun || KeyOf(phrase) is not null);
    }

    /// <summary>The actor that a phrase names or takes up; null where no file knows it.</summary>
    private string? KeyOf(NounPhrase phrase) => reader.Context.Cast.PartyOf(phrase.Sentence.Index, phrase.Head).Id;

    /// <summary>One actor, or a state and a force of its own.</summary>
    internal static bool IsOneActor(string left, string right) =>
        left == right
        || left.StartsWith(right + "-", StringComparison.Ordinal)
        || right.StartsWith(left + "-", StringComparison.Ordinal);

    private bool Same(NounPhrase left, NounPhrase right)
    {
        if (KeyOf(left) is { } one && KeyOf(right) is { } other && IsOneActor(one, other))
            return true;
        if (string.Equals(left.Name, right.Name, StringComparison.OrdinalIgnoreCase))
            return true;
        if (
            string.Equals(
                left.Sentence[left.Head].Lemma,
                right.Sentence[right.Head].Lemma,
                StringComparison.OrdinalIgnoreCase
            )
        )
            return true;
        // "gunmen ... the attackers": two words for armed people that no name tells apart.
        return left.People is { Armed: true }
            && right.People is { Armed: true }
            && !left.IsName
            && !right.IsName
            && left.People.Type is not ActorType.StateForce
            && right.People.Type is not ActorType.StateForce
            && reader is not null;
    }

    internal static bool IsDefinite(Act act)
    {
        if (act.Trigger.IsVerb)
            return false;
        foreach (var child in act.Sentence.ChildrenOf(act.Head))
            if (
                (
                    act.Sentence[child].Relation == Dependency.Det
                    && act.Sentence.Plays(act.Sentence[child].Lemma, Particle.Known)
                ) || act.Sentence[child] is { Relation: Dependency.NmodPoss, Tag: Upos.Pron }
            )
                return true;
        return false;
    }

    internal static bool Apart(EventTime left, EventTime right)
    {
        if (left.IsUnsettled || right.IsUnsettled)
            return left.IsUnsettled
                && right.IsUnsettled
                && left.Partial is { } one
                && right.Partial is { } other
                && one != other;
        return (left.To ?? DateOnly.MaxValue) < (right.From ?? DateOnly.MinValue)
            || (right.To ?? DateOnly.MaxValue) < (left.From ?? DateOnly.MinValue);
    }

    internal static bool SamePlace(PlaceAt left, PlaceAt right) =>
        ReferenceEquals(left, right)
        || left.Mention.Place.Name == right.Mention.Place.Name
        || (left.Mention.Place.Geonames is { } id && id == right.Mention.Place.Geonames);

    private static bool AreApart(PlaceAt left, PlaceAt right) => !SamePlace(left, right) && !Within(left, right);

    /// <summary>One may lie within the other: the coarser names the finer's country or division.</summary>
    internal static bool Within(PlaceAt left, PlaceAt right)
    {
        var (one, other) = (left.Mention.Place, right.Mention.Place);
        if (one.Country is null || other.Country is null)
            return false;
        if (one.Country != other.Country)
            return false;
        if (one.Precision is PlacePrecision.Country || other.Precision is PlacePrecision.Country)
            return true;
        if (
            one.Precision is PlacePrecision.Admin1 or PlacePrecision.Admin2
            || other.Precision is PlacePrecision.Admin1 or PlacePrecision.Admin2
        )
            return one.Admin1 == other.Admin1;
        return one.Precision is PlacePrecision.Area || other.Precision is PlacePrecision.Area;
    }

    private static bool Finer(PlaceAt left, PlaceAt right) =>
        (left.Mention.Place.Precision ?? PlacePrecision.Region)
            < (right.Mention.Place.Precision ?? PlacePrecision.Region)
        && Within(left, right)
        // "in the Talo district in Gao": a town of the division's name says the division.
        && left.Mention.Place.Name != right.Mention.Place.Admin1;

    private void Harm(HarmFound harm, List<Story> stories)
    {
        Story? best = null;
        var highest = 0.0;
        foreach (var story in stories)
        {
            if (!Takes(story, harm) || (IsTally(harm) && !story.Acts.Exists(act => act.Sentence == harm.Sentence)))
                continue;
            var score = 1.0;
            foreach (var act in story.Acts)
                if (act.Sentence == harm.Sentence)
                    score = Math.Max(
                        score,
                        (
                            act.Head == harm.Word || act.First == harm.Word ? 20
                            : Clause.IsUnder(harm.Sentence, harm.Word, act.Head)
                            || Clause.IsUnder(harm.Sentence, act.Head, harm.Word)
                                ? 8
                            : 5
                        ) - (0.02 * Math.Abs(act.Head - harm.Word))
                    );
                else if (act.Sentence.Index < harm.Sentence.Index)
                    score = Math.Max(score, 3 - (0.4 * Math.Min(5, harm.Sentence.Index - act.Sentence.Index)));
            if (score > highest)
                (best, highest) = (story, score);
        }
        best?.Harm.Add(harm);
    }

    /// <summary>Whoever was arrested was detained: where no word tells the harm that acts of the type do, their targets do.</summary>
    private void ByType(Story story)
    {
        if (types[story.Type].Harm is not { } effect || story.Harm.Exists(harm => harm.Effect == effect))
            return;
        foreach (var act in story.Told)
            if (types[act.Type].Harm == effect && Real(act) && !act.Tags.Contains("attempted"))
                foreach (var harm in harmed.Of(act, effect))
                    story.Harm.Add(harm);
    }

    /// <summary>"More than 300,000 people have died since the war began": a count over years is of no one happening.</summary>
    private bool IsTally(HarmFound harm) =>
        reader.WordsOf(harm.Sentence.Index).Forms.Any(form => harm.Sentence.Plays(form, Particle.Since));

    private bool Takes(Story story, HarmFound harm)
    {
        var own = story.Acts.Exists(act =>
            act.Sentence == harm.Sentence && (act.Head == harm.Word || act.First <= harm.Word && harm.Word <= act.Last)
        );
        if (own)
            return true;
        return harm.Effect switch
        {
            Effect.Killed or Effect.Injured => types[story.Type].IsViolent || story.Type is "siege" or "protest",
            Effect.Abducted => story.Type == "abduction",
            Effect.Detained => story.Type is "arrest",
            Effect.Freed => story.Type is "release",
            Effect.Displaced => story.Type is "displacement" or "expulsion",
            _ => types[story.Type].IsViolent,
        };
    }

    /// <summary>A story that names no place or time of its own has those of the sentence before it, else of the article's first scene.</summary>
    private void Inherit(Story story, List<Story> stories)
    {
        var at = story.Acts[0].Sentence;
        // A deed that is tried was elsewhere and long before what the court report tells else.
        if (story.Acts[0].IsTried)
            return;
        if (story.Place is null)
        {
            for (var index = at.Index; index >= 0 && story.Place is null; index--)
                if (Scene(index, story, stories) is { } scene)
                    (story.Place, story.PlaceSentence) = (scene, reader.Sentence(index));
            // Where nothing before names a place, the next sentence does.
            var next = at.Index + 1;
            if (
                story.Place is null
                && next < reader.Context.Sentences.Length
                && Scene(next, story, stories) is { } after
            )
                (story.Place, story.PlaceSentence) = (after, reader.Sentence(next));
        }
        if (story.Time is null)
            foreach (var other in stories)
                if (
                    other != story
                    && other.Time is not null
                    && other.Acts.Exists(act => act.Sentence == at)
                    && types[other.Type].Group == types[story.Type].Group
                )
                    story.Time = other.Time;
        if (story.Time is null && GoesOn(story))
            foreach (var other in stories)
                if (
                    other != story
                    && other.Time is { IsUnsettled: false, Precision: <= TimePrecision.Day }
                    && other.Acts.Exists(act => act.Sentence.Index == at.Index - 1 && Real(act))
                )
                    story.Time = other.Time;
    }

    /// <summary>
    /// "Students marched on Thursday. The guard dispersed them with tear gas": what the next sentence of a paragraph tells in the simple
    /// past, without a time of its own, was on the same day.
    /// </summary>
    private bool GoesOn(Story story)
    {
        var act = story.Acts[0];
        var (sentence, context) = (act.Sentence, reader.Context);
        if (
            sentence.InTitle
            || sentence.Index == 0
            // "detained 500 of them": who takes up those of the sentence before goes on with it, in a paragraph of its own too.
            || context.ParagraphOf(sentence.Index) != context.ParagraphOf(sentence.Index - 1)
                && !act.Fillers.Exists(filler =>
                    filler.Phrase.IsPronoun
                    || sentence.Plays(reader.WordsOf(sentence.Index).Forms[filler.Phrase.Last], Particle.Them)
                )
            || !Real(act)
            || sentence[act.ClauseVerb] is not { Tag: Upos.Verb, Xpos: "VBD" or "VBN" }
            || types[story.Type].Group is "politics"
        )
            return false;
        foreach (var child in sentence.ChildrenOf(act.ClauseVerb))
            if (sentence[child].Relation is Dependency.Aux && sentence.Plays(sentence[child].Lemma, Particle.Have))
                return false;
        return context.TimesOf(sentence.Index).IsEmpty;
    }

    private PlaceAt? Scene(int sentence, Story own, List<Story> stories)
    {
        foreach (var story in stories)
            if (story.Place is not null && story.PlaceSentence?.Index == sentence)
                return story.Place;
        PlaceAt? best = null;
        foreach (var place in reader.ScenesOf(sentence))
            if (
                (best is null || Finer(place, best))
                && !IsParty(own, sentence, place)
                && !WhenAndWhere.IsHome(own.Type, reader.Sentence(sentence), place)
            )
                best = place;
        return best;
    }

    /// <summary>"a US-UK strike", "sanctions on Moscow": whoever acts, or is dealt with in politics, is no scene.</summary>
    private bool IsParty(Story story, int sentence, PlaceAt place)
    {
        foreach (var act in story.Acts)
            if (act.Sentence.Index == sentence)
                foreach (var filler in act.Fillers)
                    if (
                        place.First <= filler.Phrase.Head
                        && filler.Phrase.Head <= place.Last
                        && (
                            filler.Role is "perpetrator" or "participant"
                                && (
                                    place.Mention.Place.Precision is PlacePrecision.Country
                                    || reader.Context.Cast.At(sentence, filler.Phrase.Head) is { IsSeat: true }
                                )
                            || filler.Role is "target" && types[story.Type].Group == "politics"
                        )
                    )
                        return true;
        return false;
    }
}
